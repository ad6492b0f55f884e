import { WagonConfigured, WagonDependenciesReplaced, WagonRegistered } from '@hyperloop/contracts/wagons';
import { workflowOf } from './packages.js';
import { reserved } from './people.js';
import type { Moment } from './schedule.js';
import type { Wagon, World } from './world.js';

/** Service wagons, which the others depend on. */
const SERVICES = 30;
/** Cuts that a wagon's editor shows; changed again and again. */
const PARAMETERS = 25;

const register = (world: World, wagon: Wagon, { at, service }: { at: number; service: boolean }): readonly Moment[] => {
  const { wagonId, name, workflowName, analysisId, owner, dependencies } = wagon;
  const stream = `wagon-${wagonId}`;
  const packageTag = world.packageTag;
  return [
    { at, tell: () => reserved(world, `wagon:${name}`, stream) },
    {
      at,
      tell: () =>
        world.tell(
          WagonRegistered,
          stream,
          { wagonId, analysisId, service, name, workflowName, packageTag, declaration: world.blob(21_000) },
          owner,
        ),
    },
    ...(dependencies.length === 0
      ? []
      : [
          {
            at,
            tell: () =>
              world.tell(
                WagonDependenciesReplaced,
                stream,
                { wagonId, dependencies: dependencies.map((one) => one.wagonId), before: [] },
                owner,
              ),
          },
        ]),
  ];
};

export const registerWagon = (world: World, at: number): readonly Moment[] => {
  const { dice } = world;
  const service = world.services.length < SERVICES;
  const [first] = world.analyses;
  const analysis = service && first !== undefined ? first : dice.pick(world.analyses);
  const number = world.services.length + world.wagons.length + 1;
  const needs = service ? 0 : dice.between(1, 4);
  const wagon: Wagon = {
    wagonId: String(number),
    name: `${service ? 'service' : 'wagon'}_${number}_${analysis.analysisId}`,
    workflowName: workflowOf(number * 7),
    analysisId: analysis.analysisId,
    analysisName: analysis.analysisName,
    owner: dice.pick(analysis.members),
    dependencies: [...new Set(Array.from({ length: needs }, () => dice.pick(world.services)))],
    enabledOn: new Set(),
  };
  (service ? world.services : world.wagons).push(wagon);
  return register(world, wagon, { at, service });
};

/** One Save in the editor: mostly one value, sometimes several. */
export const configure = (world: World, { wagonId, owner }: Wagon): void => {
  const { dice } = world;
  world.tell(
    WagonConfigured,
    `wagon-${wagonId}`,
    {
      wagonId,
      variants: [],
      values: Array.from({ length: dice.chance(0.7) ? 1 : dice.between(2, 5) }, (_, n) => ({
        variant: '',
        task: `task-${dice.upTo(3)}`,
        parameter: `cfgCut${(dice.upTo(PARAMETERS) + n) % PARAMETERS}`,
        from: { form: 'scalar' as const, text: String(dice.upTo(100) / 10) },
        to: { form: 'scalar' as const, text: String(dice.upTo(100) / 10) },
      })),
      source: 'edit',
    },
    owner,
  );
};
