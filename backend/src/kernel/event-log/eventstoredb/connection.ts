import type { Credentials } from '@eventstore/db-client';

export type Connection = { connectionString: string; credentials: Credentials };

const SHAPE = /^(?:esdb|eventstore|kurrentdb|kdb)(\+discover)?:\/\/(?:([^:@/?]+):([^@/?]*)@)?([^/?]+)\/?(?:\?(.*))?$/;

/** What the wrapped client may never be told otherwise: traps 4 and 8. Milliseconds. */
const FORCED = { throwOnAppendFailure: 'true', keepAliveInterval: '10000', keepAliveTimeout: '5000', defaultDeadline: '5000' };

/**
 * The connection string as the client must have it, and the credentials that go with every append: without them the
 * client takes its batch path, whose deadlines are not kept and whose replies are shared by the whole process (traps
 * 1, 2, 3 and 5). On an insecure connection they are not sent.
 */
export const connectionOf = (wanted: string): Connection => {
  const shape = SHAPE.exec(wanted.trim());
  // The string may hold a password: it is never repeated in a message.
  if (!shape) throw new Error('EVENTSTORE_URL is not of the form esdb://[user:password@]host[:port][?key=value]');
  const [, discover = '', user, password, hosts = '', query = ''] = shape;
  const options = new Map(
    query
      .split('&')
      .filter(Boolean)
      .map((pair) => [pair.split('=')[0] ?? '', pair.slice(pair.indexOf('=') + 1)] as const),
  );
  for (const [key, value] of Object.entries(FORCED)) {
    for (const known of options.keys()) if (known.toLowerCase() === key.toLowerCase()) options.delete(known);
    options.set(key, value);
  }
  if (user === undefined && options.get('tls') !== 'false')
    throw new Error('EVENTSTORE_URL needs a user and a password, or tls=false for a store without security');
  const login = user === undefined ? '' : `${user}:${password ?? ''}@`;
  return {
    connectionString: `esdb${discover}://${login}${hosts}?${[...options].map(([key, value]) => `${key}=${value}`).join('&')}`,
    credentials: { username: decodeURIComponent(user ?? 'nobody'), password: decodeURIComponent(password ?? '') },
  };
};
