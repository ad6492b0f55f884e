import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { inScratch } from '../scratch.js';
import { mustBuildSqlite, mustInstall } from './install.js';
import { Peer, PeerProcess } from './peer.js';
import { startPostgres, type Postgres } from './postgres.js';

/** The event stores of emmett: `sqlite` commits each append alone; `sqliteShared` answers before the commit that all share (bench/peers/sqlite.mjs). */
export type Emmett = { sqlite: Peer; sqliteShared: Peer; postgresql: Peer };

/** Emmett's stores for one benchmark, in a folder of their own; they and the PostgreSQL server are ended with the work. */
export const withEmmett = async <T>(how: { quick: boolean }, work: (emmett: Emmett) => Promise<T>): Promise<T> =>
  inScratch(async (dir) => {
    await chmod(dir, 0o711); // the server of PostgreSQL is another user, and its folder lies in here
    let postgres: Postgres | undefined;
    const sqlite = (kind: string) => async (): Promise<PeerProcess> => {
      await mustInstall(how);
      await mustBuildSqlite(how);
      return PeerProcess.open(kind, join(dir, `${kind}.sqlite`));
    };
    const emmett: Emmett = {
      sqlite: new Peer('emmett-sqlite', sqlite('sqlite')),
      sqliteShared: new Peer('emmett-sqlite-not-durable', sqlite('sqlite-shared')),
      postgresql: new Peer('emmett-postgresql', async () => {
        await mustInstall(how);
        postgres = await startPostgres(join(dir, 'postgresql'));
        return PeerProcess.open('postgresql', postgres.url);
      }),
    };
    try {
      return await work(emmett);
    } finally {
      for (const peer of Object.values(emmett)) await peer.end();
      await postgres?.end();
    }
  });
