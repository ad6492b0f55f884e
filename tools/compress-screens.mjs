// Writes `<name>.br` and `<name>.gz` beside every file of the built screens that is worth it: the server sends them as they
// are, and nobody waits for a compressor. Run after the bundle (`nx build frontend` does both).
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const WORTH_BYTES = 1_000;
const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'frontend', 'dist', 'browser');
if (!existsSync(join(folder, 'index.html'))) {
  console.error('frontend/dist/browser is not there: bundle the frontend first (nx bundle frontend).');
  process.exit(2);
}

let [before, after] = [0, 0];
for (const name of readdirSync(folder, { recursive: true })) {
  const file = join(folder, String(name));
  if (!/\.(js|css|svg|json|html)$/.test(file) || statSync(file).size < WORTH_BYTES) continue;
  const bytes = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const brotli = brotliCompressSync(bytes, { params });
  writeFileSync(`${file}.br`, brotli);
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  before += bytes.length;
  after += brotli.length;
}
console.log(`screens: ${Math.round(before / 1000)} kB, ${Math.round(after / 1000)} kB on the wire (brotli)`);
