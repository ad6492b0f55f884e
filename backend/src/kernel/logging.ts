import type { Options } from 'pino-http';

/** Never in the log, wherever it stands. */
const SECRET = [
  'req.headers.cookie',
  'req.headers.authorization',
  'req.headers["x-api-key"]',
  'res.headers["set-cookie"]',
  '*.password',
  '*.token',
  '*.secret',
  '*.cookie',
  '*.authorization',
  'err.config',
  'eventStoreUrl',
  '*.eventStoreUrl',
];

/** Connection strings carry passwords, and the texts of errors carry connection strings. */
const withoutCredentials = (text: string): string =>
  text.replace(/\b([a-z][a-z0-9+]*):\/\/[^\s@/]+@/gi, '$1://***@').replace(/((?:__Host-)?hl_session=)[\w-]+/g, '$1***');

/** Requests are told by method, path and answer: no bodies, and of the headers only what helps. */
export const loggingOf = (level: string): Options => ({
  level,
  redact: { paths: SECRET, censor: '***' },
  timestamp: () => `,"at":"${new Date().toISOString()}"`,
  base: null,
  autoLogging: { ignore: ({ url }) => url === '/healthz' || url === '/readyz' || url === '/metrics' },
  customLogLevel: (_request, { statusCode }, error) =>
    error !== undefined || statusCode >= 500 ? 'error' : statusCode >= 400 ? 'info' : 'debug',
  serializers: {
    req: ({ id, method, url }: { id: unknown; method: string; url: string }) => ({ id, method, path: url.split('?', 1)[0] }),
    res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
    err: (error: Error) => ({ type: error.name, message: withoutCredentials(error.message), stack: withoutCredentials(error.stack ?? '') }),
  },
  hooks: {
    logMethod(args, method) {
      method.apply(this, args.map((arg) => (typeof arg === 'string' ? withoutCredentials(arg) : (arg as unknown))) as typeof args);
    },
  },
});
