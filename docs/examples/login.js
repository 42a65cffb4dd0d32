// A login whose session lives in cookies: the VU's jar is empty at the start of each iteration.
import http from 'k6/http';
import { check, group, sleep } from 'k6';

export const options = {
  vus: 2,
  iterations: 4,
  thresholds: { checks: ['rate==1'], 'group_duration{group:::login}': ['max<5000'] },
};

const TARGET = __ENV.TARGET;

export default function () {
  group('login', () => {
    const refused = http.get(`${TARGET}/basic-auth/ann/secret`, { responseCallback: http.expectedStatuses(401) });
    check(refused, { 'no credentials, no entrance': (r) => r.status === 401 });

    const session = `s-${__VU}-${__ITER}`;
    const page = http.get(`${TARGET}/cookies/set?session=${session}`);
    check(page, {
      'the redirect was followed': (r) => r.status === 200,
      'the session cookie was sent with it': (r) => r.json('map.session') === session,
    });
  });

  group('account', () => {
    const jar = http.cookieJar();
    check(jar.cookiesForURL(TARGET), { 'the jar holds one session': (cookies) => cookies.session.length === 1 });
    jar.set(TARGET, 'language', 'en');
    const account = http.get(`${TARGET}/cookies`);
    check(account, { 'both cookies arrive': (r) => r.json('map.language') === 'en' && r.json('map.session') !== '' });
  });

  sleep(0.05);
}
