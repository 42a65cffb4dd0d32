"""The target of every comparison: an nginx on loopback that answers all with the same small JSON."""

import os
import subprocess

from . import settings
from .system import await_answer, end, free_ports

CONFIGURATION = """
daemon off;
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 16384; }}
http {{
    access_log off;
    keepalive_requests 2000000000;
    keepalive_timeout 600s;
    client_body_temp_path {folder}/nginx-body;
    proxy_temp_path {folder}/nginx-proxy;
    fastcgi_temp_path {folder}/nginx-fastcgi;
    uwsgi_temp_path {folder}/nginx-uwsgi;
    scgi_temp_path {folder}/nginx-scgi;
    ssl_certificate {folder}/target.crt;
    ssl_certificate_key {folder}/target.key;
    ssl_protocols TLSv1.3;
    server {{
        listen 127.0.0.1:{plain} backlog=4096;
        location = /status {{ stub_status; }}
        {answer}
    }}
    server {{
        listen 127.0.0.1:{tls} ssl backlog=4096;
        {answer}
    }}
    server {{
        listen 127.0.0.1:{h2} ssl http2 backlog=4096;
        {answer}
    }}
}}
"""
ANSWER = """location / {
            default_type application/json;
            return 200 '{"user":{"id":7,"name":"Ada"},"items":[1,2,3],"ok":true,"proto":"$server_protocol"}';
        }"""


class Target:
    """A running nginx: plain, https and http2 are its addresses."""

    def __init__(self, folder):
        certificate = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                       "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                       "-keyout", f"{folder}/target.key", "-out", f"{folder}/target.crt"]
        subprocess.run(certificate, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        plain, tls, h2 = free_ports(3)
        with open(f"{folder}/nginx.conf", "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(folder=folder, workers=(settings.CORES + 1) // 2, plain=plain, tls=tls, h2=h2,
                                            answer=ANSWER))
        self.plain, self.https, self.http2 = (f"http://127.0.0.1:{plain}/", f"https://127.0.0.1:{tls}/",
                                              f"https://127.0.0.1:{h2}/")
        log = os.path.join(folder, "nginx.log")
        self.process = subprocess.Popen(["nginx", "-e", log, "-p", folder, "-c", f"{folder}/nginx.conf"],
                                        stderr=subprocess.DEVNULL)
        try:
            await_answer(self.plain, self.process, 10, log)
        except BaseException:
            end(self.process)
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        end(self.process)
