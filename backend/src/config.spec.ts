import { configOf, printable } from './config.js';

describe('the settings', () => {
  it('need none to be given', () => {
    expect(configOf({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      loopback: true,
      dataDir: './data',
      eventLog: 'sqlite',
      devSignIn: true,
      secure: false,
      logLevel: 'info',
    });
    expect(configOf({ PORT: ' ', DATA_DIR: '' })).toMatchObject({ port: 3000, dataDir: './data' });
  });

  it.each([
    [{ PORT: 'http' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ PORT: '70000' }, 'PORT must be a whole number'],
    [{ TEST_SLOTS: '-1' }, 'TEST_SLOTS must be'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of'],
    [{ PUBLIC_ORIGIN: 'example.org/path' }, 'PUBLIC_ORIGIN must be an origin'],
    [{ EVENT_LOG: 'postgres' }, 'EVENT_LOG must be sqlite or eventstoredb.'],
    [{ EVENT_LOG: 'eventstoredb' }, 'EVENT_LOG=eventstoredb needs EVENTSTORE_URL'],
    [{ DEV_SIGN_IN: 'yes' }, 'DEV_SIGN_IN must be true or false.'],
    [{ DEV_SIGN_IN: 'true', HOST: '0.0.0.0' }, 'DEV_SIGN_IN lets everybody in'],
    [{ FIRST_ADMIN: 'Ada Admin' }, 'FIRST_ADMIN must be a login'],
  ])('that do not fit are told by name: %j', (env, sentence) => {
    expect(() => configOf(env)).toThrow(sentence);
  });

  it('offer the development sign-in on this machine only, and not in production', () => {
    expect(configOf({ HOST: '::1' }).devSignIn).toBe(true);
    expect(configOf({ HOST: '0.0.0.0' }).devSignIn).toBe(false);
    expect(configOf({ NODE_ENV: 'production' }).devSignIn).toBe(false);
    expect(configOf({ NODE_ENV: 'production', DEV_SIGN_IN: 'true' }).devSignIn).toBe(true);
    expect(configOf({ DEV_SIGN_IN: 'false' }).devSignIn).toBe(false);
  });

  it('make the cookie secure when people come by https', () => {
    expect(configOf({ PUBLIC_ORIGIN: 'https://hyperloop.example.org' })).toMatchObject({
      secure: true,
      origins: ['https://hyperloop.example.org'],
    });
    expect(configOf({ ORIGINS: 'http://localhost:4200, http://localhost:4300' }).origins).toEqual([
      'http://localhost:4200',
      'http://localhost:4300',
    ]);
  });

  it('are printed without the password of the store', () => {
    const text = JSON.stringify(printable(configOf({ EVENTSTORE_URL: 'esdb://admin:hidden@store:2113' })));
    expect(text).toContain('esdb://***@store:2113');
    expect(text).not.toContain('hidden');
  });
});
