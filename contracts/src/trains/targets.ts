/**
 * Grid targets: queue and cores (rule 180). Memory is 2 GB a core; the automatic limit is 0.9 of it (C3), which for two
 * cores is the 3.6 GB of rule 113. No zod here: the browser reads it.
 */
export type Target = { targetId: string; name: string; cores: number; memoryBytes: number; engine: 'local' };
const GB = 1e9;
const target = (targetId: string, name: string, cores: number): Target => ({
  targetId,
  name,
  cores,
  memoryBytes: 0.9 * 2 * GB * cores,
  engine: 'local',
});

export const targets: readonly Target[] = [
  target('grid-1', 'Grid - Single core', 1),
  target('grid-2', 'Grid - 2 core', 2),
  target('grid-8', 'Grid - 8 core', 8),
];
export const targetOf = (targetId: string): Target | undefined => targets.find((t) => t.targetId === targetId);
/** The allowance of a wagon test: two cores minus a small buffer ≈ 3.6 GB (rule 113). */
export const WAGON_TEST_MEMORY_BYTES = 3.6e9;
