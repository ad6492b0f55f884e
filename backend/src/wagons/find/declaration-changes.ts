import { compareTags, type WorkflowRow } from '@hyperloop/contracts/packages';
import type { Joint } from '../../kernel/read-side/joined/question.js';
import { Bound } from './bound.js';
import { ofVariants, type Wanted } from './scope.js';

// What declarations and complete tags hold never changes, so what was read of them once stays known.

/** Compared pairs of declarations that stay known. */
const PAIRS_KEPT = 10_000;
const TAGS_KEPT = 8;

/** Task and parameter. */
export type Moved = readonly [task: string, parameter: string];
/** By declaration, where its defaults are another in the tag, and which declaration has them there. */
export type Changes = ReadonlyMap<string, { now: string; moved: readonly Moved[] }>;

const compared = new Map<string, readonly Moved[]>();
const declaredIn = new Map<string, ReadonlyMap<string, string>>();

const movedBetween = (joint: Joint, then: string, now: string): readonly Moved[] => {
  const pair = `${then} ${now}`;
  const known = compared.get(pair);
  if (known !== undefined) return known;
  const defaults = joint.present('declared-values');
  const sql = `SELECT t."c_task" AS task, t."c_parameter" AS parameter FROM ${defaults} t
    CROSS JOIN ${defaults} n ON n.key = t."c_parameter" || char(10) || ?2 || char(10) || t."c_task"
    WHERE t."c_declaration" = ?1 AND n."c_cells" IS NOT t."c_cells"`;
  const moved = joint.ask(sql, [then, now]).map(({ task, parameter }): Moved => [String(task), String(parameter)]);
  // Only what was told whole is compared for good.
  const whole = `SELECT count(*) AS n FROM ${joint.present('declarations')} WHERE key IN (?1, ?2) AND row ->> 'recorded' = row ->> 'parts'`;
  if (Number(joint.ask(whole, [then, now])[0]?.['n']) === 2) {
    if (compared.size >= PAIRS_KEPT) compared.clear();
    compared.set(pair, moved);
  }
  return moved;
};

/** Of the complete tags the newest. */
export const newestTag = ({ from, ask }: Joint): string | null => {
  const rows = ask(`SELECT key FROM ${from('package-tags')} WHERE "c_catalogue" = 'complete'`, []);
  return (
    rows
      .map(({ key }) => String(key))
      .sort(compareTags)
      .at(-1) ?? null
  );
};

/** Workflow → its declaration in a complete tag. */
const declarationsOf = ({ from, ask }: Joint, tag: string): ReadonlyMap<string, string> => {
  const table = from('workflows');
  const name = `${table} ${tag}`;
  const known = declaredIn.get(name);
  if (known !== undefined) return known;
  const rows = ask(`SELECT row FROM ${table} WHERE "c_packageTag" = ?1`, [tag]).map(({ row }) => JSON.parse(String(row)) as WorkflowRow); // of that view
  const read = new Map(rows.map(({ name: workflow, declaration }) => [workflow, declaration.sha256]));
  if (declaredIn.size >= TAGS_KEPT) declaredIn.clear();
  declaredIn.set(name, read);
  return read;
};

/** `names`: only these parameters. `narrow`: so few variants are wanted that only their declarations are looked at. */
type Among = { names: ReadonlySet<string> | undefined; narrow: boolean };

/** What is another in the tag, of the declarations that wagons have. */
export const changesTo = (joint: Joint, tag: string, wanted: Wanted, { names, narrow }: Among): Changes => {
  const { workflow, task } = wanted;
  const now = declarationsOf(joint, tag);
  const changes = new Map<string, { now: string; moved: readonly Moved[] }>();
  const bound = new Bound();
  const among = narrow ? ofVariants(wanted, bound) : '';
  const used = `SELECT DISTINCT v."c_declaration" AS sha256 FROM ${joint.from('wagon-variants')} v WHERE 1${among}`;
  const sql = `SELECT k.key AS declaration, k."c_workflowName" AS workflow FROM (${used}) u CROSS JOIN ${joint.present('declarations')} k ON k.key = u.sha256`;
  for (const { declaration, workflow: name } of joint.ask(sql, bound.params)) {
    const then = String(declaration);
    const there = now.get(String(name));
    if (there === undefined || there === then || (workflow !== undefined && workflow !== name)) continue;
    const moved = movedBetween(joint, then, there).filter(
      ([inTask, parameter]) => (names?.has(parameter) ?? true) && (task === undefined || inTask === task),
    );
    if (moved.length > 0) changes.set(then, { now: there, moved });
  }
  return changes;
};
