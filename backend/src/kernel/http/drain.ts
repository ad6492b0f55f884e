import type { Server } from 'node:http';

/**
 * A server that is told to end takes no new connection, but one that is kept alive could bring request after request
 * for ever. From now on every answer is the last of its connection.
 */
export const lastAnswers = (server: Server): void => {
  server.prependListener('request', (_, response) => {
    response.setHeader('Connection', 'close');
  });
};
