import { comparePositions, type RecordedEvent, type StepAnswer, type StepDirection, type ViewQuery } from '@hyperloop/contracts/kernel';
import { MomentFold, noRows, storedColumns, viewOf, type Model } from '@hyperloop/projections/engine';
import type { EventLog } from '../../event-log/event-log.js';
import { UnknownView } from '../bad-query.js';
import { planOf } from '../plan.js';
import { isLater, type Moment } from './moment.js';
import { Touches } from './touches.js';

const NOW: Moment = { time: Number.POSITIVE_INFINITY };

/** Strictly before the moment: at a time, what is exactly then is not. */
const isBefore = (event: RecordedEvent, moment: Moment): boolean =>
  'time' in moment ? Date.parse(event.meta.at) < moment.time : comparePositions(event.position, moment.position) < 0;

/** The events between which a page of the past is stepped through. */
export class Steps {
  constructor(
    private readonly log: Pick<EventLog, 'readAll'>,
    private readonly model: Model,
  ) {}

  async of(view: string, { filter, key }: ViewQuery, at: Moment | undefined, direction: StepDirection): Promise<StepAnswer> {
    if (at === undefined && direction === 'next') return { step: null };
    const moment = at ?? NOW;
    const projection = this.model.projections.find((p) => p.view === view);
    if (projection === undefined) throw new UnknownView(view);
    const definition = viewOf(this.model, projection);
    const { conditions } = planOf(definition, { ...(filter ? { filter } : {}), ...(key === undefined ? {} : { key }) });
    const columns = storedColumns(definition, projection.indexes);
    const fold = new MomentFold(noRows(view, columns), projection, { keyField: definition.key, events: this.model.events });
    const touches = new Touches(columns);
    try {
      let beyond = false;
      reading: for await (const page of this.log.readAll()) {
        for (const event of page) {
          beyond ||= direction === 'previous' ? !isBefore(event, moment) : isLater(event, moment);
          if (beyond && direction === 'previous') break reading;
          const touched = fold.fold(event);
          if (direction === 'previous' || beyond) touches.add(event, touched);
        }
      }
      return { step: touches.nearest(conditions, direction) ?? null };
    } finally {
      touches.close();
    }
  }
}
