import { readFile, writeFile } from 'node:fs/promises';
import { listObjects, mergeResults } from '../kernel/root-json/index.js';

/**
 * Merges histogram files in a process of its own, so that the server's loop stays free:
 * `merge.process.js <list of input paths, one a line> <output path>`. Prints the number of objects.
 */
const [list, output] = process.argv.slice(2);
if (list === undefined || output === undefined) throw new Error('usage: merge.process.js <file with input paths> <output>');
const paths = (await readFile(list, 'utf8')).split('\n').filter((line) => line !== '');
const merged = await mergeResults(paths);
await writeFile(output, JSON.stringify(merged));
process.stdout.write(String(listObjects(merged).length));
