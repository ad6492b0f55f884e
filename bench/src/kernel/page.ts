import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Builds a page that only benchmarks open (`frontend/src/bench/<name>.main.ts`) with the builder of the product; the folder it is in. */
export const builtPage = (name: string): string => {
  const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [nx, 'run', `frontend:${name}`], {
    cwd: root,
    env: { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false', NG_CLI_ANALYTICS: 'false' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the page ${name} could not be built:\n${stdout}\n${stderr}`);
  return join(root, 'bench', 'pages', 'dist', name, 'browser');
};

export type Site = { address: string; server: Server; close(): Promise<void> };

/** Serves a folder on a free port of this machine; `compressed` answers with what a name's content becomes on the wire. */
export const serveFolder = async (folder: string, coded?: { encoding: string; code: (bytes: Buffer) => Buffer }): Promise<Site> => {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(folder, path === '/' ? 'index.html' : path);
    readFile(file).then(
      (bytes) => {
        response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
        if (coded !== undefined) response.setHeader('Content-Encoding', coded.encoding);
        response.end(coded?.code(bytes) ?? bytes);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { address: `http://127.0.0.1:${String(port)}`, server, close };
};
