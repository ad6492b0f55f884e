// docs/figures.md from bench/results: `npm run figures` writes it, `--check` says whether it is stale.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const page = at('docs/figures.md');
const results = at('bench/results');

/** Figure, program, what it says. The order of the page. */
const figures = [
  ['P1', 'append', 'appends of 400-byte events, 100 at once, synced, checked and chained'],
  ['P2', 'command', 'a whole command over HTTP, 64 connections'],
  ['P3', 'rebuild', 'all read models from a log shaped like real use'],
  ['P4', 'growth', 'ten million events: disk, start, rebuild, memory'],
  ['P5', 'list', 'pages of the largest lists, any order and filter'],
  ['P6', 'append-to-browser', 'from the event to the pixel'],
  ['P7', 'live', 'a thousand browsers on a dashboard that changes'],
  ['P8', 'past', 'any view at any past moment'],
  ['P9', 'replay', 'a train of 7,000 jobs, scrubbed'],
  ['P10', 'first-visit', 'the first visit of a page'],
  ['P11', 'busy-table', 'a large table that changes all the time'],
  ['P12', 'week', 'a week of ALICE through the simulated Grid'],
  ['P13', 'slurm', 'a thousand jobs through Slurm'],
  ['P14', 'eventstoredb', 'the EventStoreDB adapter beside the bare client'],
  ['P15', 'memory', 'memory of the started product'],
  ['P16', 'find', 'wagons by the values they run with'],
  ['P17', 'editor', 'typing in the editor of a very large wagon'],
];

const json = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);
const result = (name) => json(`${results}/${name}.json`);
const words = (key) => key.replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`).replaceAll(/[-_]/g, ' ');
const number = (value) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return value.toLocaleString('en-US', { maximumFractionDigits: size >= 100 ? 0 : size >= 1 ? 2 : 4 });
};
const listed = (record = {}) =>
  Object.entries(record)
    .filter(([, value]) => typeof value === 'number')
    .map(([key, value]) => `${words(key)} ${number(value)}`)
    .join('<br>') || '–';
const peers = (record = {}) =>
  Object.entries(record)
    .map(([name, seen]) => `${name}: ${listed(seen).replaceAll('<br>', ', ')}`)
    .join('<br>') || '–';
const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (head, rows) => [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
const day = (date) => String(date).slice(0, 10);

const explained = json(`${results}/explained.json`) ?? {};
const known = figures.map(([figure, name, what]) => ({ figure, name, what, seen: result(name) }));
const strange = readdirSync(results)
  .filter((file) => file.endsWith('.json') && !file.endsWith('.quick.json') && !['faults.json', 'explained.json'].includes(file))
  .map((file) => file.slice(0, -5))
  .filter((name) => !figures.some(([, known]) => known === name));

const machines = [];
const machineOf = (machine) => {
  const text = machine
    ? `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}, SQLite ${machine.sqlite}, ${machine.platform}`
    : 'unknown';
  if (!machines.includes(text)) machines.push(text);
  return `M${machines.indexOf(text) + 1}`;
};

const measured = known
  .filter(({ seen }) => seen)
  .map(({ figure, name, what, seen }) => [
    `${figure} \`${name}\``,
    what,
    listed(seen.ours),
    listed(seen.limit),
    peers(seen.peers),
    listed(seen.ratios),
    seen.goal,
    seen.met ? 'yes' : 'no',
    day(seen.date),
    machineOf(seen.machine),
  ]);
const unmet = known.filter(({ seen }) => seen && !seen.met);
const faults = json(`${results}/faults.json`)?.faults ?? [];
const faultMachine = faults.length > 0 ? machineOf(json(`${results}/faults.json`).machine) : undefined;

const text = `# Figures

Made by \`npm run figures\` from \`bench/results/\`; do not edit. Each figure is a program, run by \`npm run bench -- <name>\`; limits and peers are measured in the same run, alternating with ours, and ratios are taken within a round.
Absolute numbers belong to the machine. How they are measured and kept: [decision 0015](decisions/0015-figures-are-measured-beside-their-limits.md).

## Speed and scale

${table(['figure', 'what', 'ours', 'limit', 'peers', 'ratio', 'goal', 'met', 'date', 'machine'], measured)}

Not measured here yet: ${
  known
    .filter(({ seen }) => !seen)
    .map(({ figure, name }) => `${figure} ${name}`)
    .join(', ') || 'none'
}.
${
  unmet.length === 0
    ? ''
    : `
### What bounds the goals that are not met

${unmet.map(({ figure, name }) => `- **${figure} ${name}**: ${explained[figure] ?? 'not explained yet.'}`).join('\n')}
`
}
## Faults

${
  faults.length === 0
    ? 'No full run is kept yet; `npm run faults` makes one.'
    : table(
        ['fault', 'promise', 'depth', 'rounds', 'kept', 'seen', 'seed', 'date', 'machine'],
        faults.map((fault) => [
          `${fault.id} ${fault.title}`,
          fault.promise,
          fault.depth,
          fault.rounds ?? '–',
          fault.skipped === undefined ? (fault.kept ? 'yes' : 'no') : 'skipped',
          fault.skipped ?? String(fault.result).split('\n')[0],
          fault.seed,
          day(fault.date),
          faultMachine,
        ]),
      )
}

## Machines

${machines.map((machine, n) => `- M${n + 1}: ${machine}`).join('\n') || '–'}
`;

if (strange.length > 0) {
  console.error(`bench/results has files of no figure: ${strange.join(', ')}. Add them to tools/figures.mjs.`);
  process.exit(1);
}
if (process.argv.includes('--check')) {
  if (existsSync(page) && readFileSync(page, 'utf8') === text) process.exit(0);
  console.error('docs/figures.md does not say what bench/results says: npm run figures');
  process.exit(1);
}
writeFileSync(page, text);
console.log(`${page}: ${measured.length} figures, ${faults.length} faults`);
