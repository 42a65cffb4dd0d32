// A multipart form with a file in it, and a body that travels compressed.
import http from 'k6/http';
import { check } from 'k6';

const picture = open('./data/picture.bin', 'b');

export const options = { vus: 1, iterations: 2, thresholds: { checks: ['rate==1'], http_req_failed: ['rate==0'] } };

export default function () {
  const form = http.post(`${__ENV.TARGET}/post`, {
    title: 'A picture',
    picture: http.file(picture, 'picture.bin', 'application/octet-stream'),
  });
  check(form, {
    'sent as multipart': (r) => r.json('headers.Content-Type').startsWith('multipart/form-data; boundary='),
    'the file went out whole': (r) => r.json('length') > picture.byteLength,
  });

  const text = 'load '.repeat(1000);
  const packed = http.post(`${__ENV.TARGET}/post`, text, { compression: 'gzip' });
  check(packed, {
    'sent compressed': (r) => r.json('headers.Content-Encoding') === 'gzip' && r.json('length') < text.length / 10,
  });
}
