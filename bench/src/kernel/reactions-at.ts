import { join } from 'node:path';
import { backendModule } from './backend.js';

type Slices = { slicesOver: (dir: string) => readonly { reactions?: readonly { name: string }[] }[] };
type Checkpoints = { ReactionCheckpoints: new (file: string) => { put(reaction: string, position: string): void; close(): void } };

/** As if the server had run all the time: its reactions stand where the log stands. */
export const reactionsAt = async (dir: string, position: number): Promise<void> => {
  const { slicesOver } = await backendModule<Slices>('slices.js');
  const { ReactionCheckpoints } = await backendModule<Checkpoints>('kernel/reaction-checkpoints.js');
  const checkpoints = new ReactionCheckpoints(join(dir, 'reactions.sqlite'));
  for (const { name } of slicesOver(dir).flatMap(({ reactions }) => reactions ?? [])) checkpoints.put(name, String(position));
  checkpoints.close();
};
