// The fence over the whole tree, and then its probes: a fence whose rules have never bitten is only a wish.
import { spawnSync } from 'node:child_process';
import { at, env, root } from './run/place.mjs';

const steps = [
  [
    'depcruise',
    [
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err',
      'contracts/src',
      'projections/src',
      'backend/src',
      'frontend/src',
      'e2e',
      'bench',
    ],
  ],
  ['node', [at('tools', 'probes', 'fence-probes.mjs')]],
];
for (const [command, args] of steps) {
  const { status } = spawnSync(command, args, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}
