import { existsSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';

/** What is not the browser application's business. */
const SERVER = /^\/(api|socket\.io|healthz|readyz|metrics)(\/|$)/;
/** `main-5OJYEYKR.js`, `chunk-D5WJBd5_.js`: the name changes with the content. */
const HASHED = /-(?=[\w-]*[A-Z0-9])[\w-]{8}\.\w+$/;

/** What a browser may take, the smaller first, and how such a file is named. */
const CODINGS = [
  { coding: 'br', end: '.br' },
  { coding: 'gzip', end: '.gz' },
] as const;

/** Files were compressed when they were built (tools/compress-screens.mjs): the smallest form that the browser takes goes out. */
const inSmallForm = (folder: string) => {
  const there = new Set(readdirSync(folder, { recursive: true, encoding: 'utf8' }));
  return (request: Request, response: Response, next: NextFunction): void => {
    const name = request.path.slice(1);
    const forms = CODINGS.filter(({ end }) => there.has(name + end));
    if (forms.length > 0) response.vary('Accept-Encoding');
    const form = forms.find(({ coding }) => request.acceptsEncodings(coding) !== false);
    if (form !== undefined) {
      response.type(extname(name)).setHeader('Content-Encoding', form.coding);
      request.url = `/${name}${form.end}`;
    }
    next();
  };
};

/** The built screens. Deep links get the page; a missing script stays missing, or a stale tab would parse HTML as code. */
export const serveScreens = (app: NestExpressApplication, folder: string): void => {
  if (!existsSync(join(folder, 'index.html'))) return;
  app.use(inSmallForm(folder));
  app.useStaticAssets(folder, {
    index: false,
    setHeaders: (response: Response, path: string) => {
      response.setHeader('Cache-Control', HASHED.test(path.replace(/\.(br|gz)$/, '')) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.use((request: Request, response: Response, next: NextFunction) => {
    const page = request.method === 'GET' || request.method === 'HEAD';
    if (!page || SERVER.test(request.path) || /\.\w{1,8}$/.test(request.path) || request.accepts('html') === false) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(join(folder, 'index.html'));
  });
};
