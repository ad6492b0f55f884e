/*
 * Pictures of every screen, light and dark, at 1280 and 1920, for people to look at:
 *   node e2e/src/screenshots.ts <address of a running server> <folder> [part of a screen's name]
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { HttpDoor } from './http-door.ts';
import { settled } from './settled.ts';
import { everyRoute } from './story.ts';

const [address = 'http://localhost:3000', folder = 'screenshots', only = ''] = process.argv.slice(2);
const person = 'tnovak';
mkdirSync(folder, { recursive: true });
const routes = (await everyRoute(await new HttpDoor(address).signIn(person))).filter(({ name }) => name.includes(only));
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  chromiumSandbox: false,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic'],
});
try {
  const context = await browser.newContext({ baseURL: address, locale: 'en-GB', timezoneId: 'UTC' });
  await context.request.post('/api/session', { data: { personId: person }, headers: { 'sec-fetch-site': 'same-origin' } });
  const page = await context.newPage();
  for (const { name, path } of routes) {
    await page.goto(path);
    for (const width of [1280, 1920])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: width === 1280 ? 900 : 1080 });
        await page.emulateMedia({ colorScheme });
        await settled(page);
        await page.screenshot({ path: join(folder, `${name}-${String(width)}-${colorScheme}.png`) });
      }
    console.log(name);
  }
} finally {
  await browser.close();
}
