package io.loadbank.script.module.crypto;

/** Certificates that OpenSSL made for these tests. */
final class Certificates {

    static final String ELLIPTIC = """
            -----BEGIN CERTIFICATE-----
            MIIC5TCCAougAwIBAgIUD/s6j+6CMqePz6cjovkM3vxx2cMwCgYIKoZIzj0EAwIw
            gZwxCzAJBgNVBAYTAkRFMQ4wDAYDVQQRDAUxMDExNTEWMBQGA1UECQwNU29tZSBT
            dHJlZXQgMTENMAsGA1UECgwEw5ZyZzEKMAgGA1UECwwBQTEKMAgGA1UECwwBQjEW
            MBQGA1UEAwwNZmlyc3QuZXhhbXBsZTEVMBMGA1UEAwwMbGFzdC5leGFtcGxlMQ8w
            DQYDVQQHDAZCZXJsaW4wHhcNMjYxMTIyMDIyMjEzWhcNMzYxMTE5MDIyMjEzWjCB
            nDELMAkGA1UEBhMCREUxDjAMBgNVBBEMBTEwMTE1MRYwFAYDVQQJDA1Tb21lIFN0
            cmVldCAxMQ0wCwYDVQQKDATDlnJnMQowCAYDVQQLDAFBMQowCAYDVQQLDAFCMRYw
            FAYDVQQDDA1maXJzdC5leGFtcGxlMRUwEwYDVQQDDAxsYXN0LmV4YW1wbGUxDzAN
            BgNVBAcMBkJlcmxpbjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDwlsCnjGgKP
            jd+fkjUedwmnfIBzpcW0DxoniO8Ur4zyfTI0Xzs/aVACvmTxfs4dKq7521MTdj/H
            EjFlFRWHwoajgagwgaUwHQYDVR0OBBYEFN5wzjoHukNBcETP3qNGT6y1XRDFMB8G
            A1UdIwQYMBaAFN5wzjoHukNBcETP3qNGT6y1XRDFMA8GA1UdEwEB/wQFMAMBAf8w
            UgYDVR0RBEswSYYVaHR0cHM6Ly9leGFtcGxlLm9yZy94hxAgAQ24AAAAAAAAAAAA
            AAABgQ1tQGV4YW1wbGUub3JngglhLmV4YW1wbGWHBAoAAAEwCgYIKoZIzj0EAwID
            SAAwRQIhANUW9tqdiYVmAmNLWDyZwU9eZX6lgXIbIlHJs0tderEnAiB7aGmJnLZr
            5wc4ACwWPRXXzSz7IogcM2sh+j2AU2xN3w==
            -----END CERTIFICATE-----
            """;

    static final String PSS = """
            -----BEGIN CERTIFICATE-----
            MIIDZzCCAhugAwIBAgIUOs3X/XpqvQEWw7SnQGqxFdvbRy0wQQYJKoZIhvcNAQEK
            MDSgDzANBglghkgBZQMEAgIFAKEcMBoGCSqGSIb3DQEBCDANBglghkgBZQMEAgIF
            AKIDAgEgMA8xDTALBgNVBAoMBE9ubHkwHhcNMjYxMTIyMDIyMjEzWhcNMzYxMTE5
            MDIyMjEzWjAPMQ0wCwYDVQQKDARPbmx5MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A
            MIIBCgKCAQEAwPOxH+jVuJoVi9FCb/19SktqeoncU+MKcLjahwyHKFgpmosKM2MR
            hT/zZNgbTIiDtVVgOOg5N3w/sPK6nxs1+9a6nyuPh7aGfpkgY7ghD4bv0XR326q3
            2nGlF7rQvRRrpSqlCjCG2UIrYcIPJJdOlAc+nTjPEmLEcn/TSIoIPHWwD6TCYztB
            Te/+I7QI+5dHdyyRBT/i5EJlQsGNHwpEFF6cvlSwzc1x07OHIko3dViSgu+Bhxrp
            4KOZhv76izHsTc5LCeCsQ0VKQ6xPxIV73u5HvcLJrUb5hNmFwJfaYpFaNQ9yVPtK
            jcvVUZmNZvxUTBHm5NOa1Wa+CrmFhFiaWQIDAQABo1MwUTAdBgNVHQ4EFgQUMbGc
            icqSEfI50iLh+oYzImYpY10wHwYDVR0jBBgwFoAUMbGcicqSEfI50iLh+oYzImYp
            Y10wDwYDVR0TAQH/BAUwAwEB/zBBBgkqhkiG9w0BAQowNKAPMA0GCWCGSAFlAwQC
            AgUAoRwwGgYJKoZIhvcNAQEIMA0GCWCGSAFlAwQCAgUAogMCASADggEBALk4WHCK
            9RLFVJbS6TILxcsf7PMdvp66G2c742Z+wWKhHcns0MMh+uHp8vVAhg1G/kBtt+H2
            A7tB1L300eKDw+5NemkGyzpMo2c8BUrSZLLgPOm86RARV9G3CNDI7dOx45WZfvNN
            g0VJ9nDpPIYO05RPu6//b5IuWKhj4qj1e3ODr8U7qgMEWkpwntjYdiDDh3icHPhM
            ng9+JzmUTQwKZAgS80+ZqRzDWEXngG9UOG+bNRZb7YlzubY8xYWOFGTPMDXVuW5Z
            7/oacv/wfu4BsNCTFDFauz+yrrr4N7KAdW+0TGDMlSTi/nMFru2g7hM3EQ0q2B2o
            isfSZuqhD7CN5gc=
            -----END CERTIFICATE-----
            """;

    private Certificates() {}
}
