import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';

/** What is not the browser application's business. */
const SERVER = /^\/(api|socket\.io|healthz|readyz|metrics)(\/|$)/;
/** `main-5OJYEYKR.js`, `chunk-D5WJBd5_.js`: the name changes with the content. */
const HASHED = /-(?=[\w-]*[A-Z0-9])[\w-]{8}\.\w+$/;

/** The built screens. Deep links get the page; a missing script stays missing, or a stale tab would parse HTML as code. */
export const serveScreens = (app: NestExpressApplication, folder: string): void => {
  if (!existsSync(join(folder, 'index.html'))) return;
  app.useStaticAssets(folder, {
    index: false,
    setHeaders: (response: Response, path: string) => {
      response.setHeader('Cache-Control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.use((request: Request, response: Response, next: NextFunction) => {
    const page = request.method === 'GET' || request.method === 'HEAD';
    if (!page || SERVER.test(request.path) || /\.\w{1,8}$/.test(request.path) || request.accepts('html') === false) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(join(folder, 'index.html'));
  });
};
