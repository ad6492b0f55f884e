import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Model, Stored } from '@hyperloop/projections/engine';
import type { EventLog } from '../../event-log/event-log.js';
import type { Ask } from '../needles.js';
import type { Moment } from '../past/moment.js';
import { Overlays } from '../past/overlays.js';
import { Stretches } from '../past/stretches.js';
import type { Joint, JoinedQuestions } from './question.js';

/** As for pages of the past. */
const MOST_EVENTS = 50_000;
const KEPT_STATEMENTS = 300;

/** Answers questions that join views, now or at a moment of the past, over a connection that cannot write. */
export class JoinedReader {
  readonly #overlays: Overlays;
  readonly #statements = new Map<string, StatementSync>();

  constructor(
    private readonly db: DatabaseSync,
    log: Pick<EventLog, 'readAll'>,
    model: Model,
    private readonly questions: JoinedQuestions,
  ) {
    db.function('folded', { deterministic: true }, (text) => (typeof text === 'string' ? text.toLowerCase() : null));
    for (const { functions = {} } of Object.values(questions)) for (const [name, run] of Object.entries(functions)) db.function(name, run);
    this.#overlays = new Overlays(db, new Stretches(log, MOST_EVENTS), model);
  }

  static open(path: string, log: Pick<EventLog, 'readAll'>, model: Model, questions: JoinedQuestions): JoinedReader {
    const db = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    // Filled only as far as tables are large: looks into the views of 50,000 wagons stay in memory.
    db.exec('PRAGMA cache_size = -262144; PRAGMA temp_store = MEMORY');
    return new JoinedReader(db, log, model, questions);
  }

  async answer(name: string, asked: unknown, moment?: Moment): Promise<unknown> {
    const question = this.questions[name];
    if (question === undefined) throw new Error(`there is no question ${name}`);
    const answer = (joint: Joint): unknown => question.answer(joint, asked as never); // who asks by name knows what is asked
    const tables = new Map<string, string>();
    const present = (view: string): string => {
      const known = tables.get(view) ?? `main."${this.#overlays.served(view).name}"`;
      tables.set(view, known);
      return known;
    };
    if (moment !== undefined)
      return this.#overlays.withAll(question.views, moment, (at) => {
        const [first = ''] = question.views;
        const { overlay, position } = at(first);
        // Statements go with the overlays that they name.
        const ask: Ask = (sql, params) => overlay.statement(sql).all(...params) as Record<string, Stored>[]; // columns hold nothing else
        return answer({ position, present, from: (view) => at(view).overlay.relation(), ask });
      });
    this.db.exec('BEGIN');
    try {
      const [first = ''] = question.views;
      return answer({ position: this.#overlays.served(first).position, present, from: present, ask: this.#ask });
    } finally {
      this.db.exec('COMMIT');
    }
  }

  close(): void {
    this.db.close();
  }

  readonly #ask: Ask = (sql, params) => {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      if (this.#statements.size >= KEPT_STATEMENTS) this.#statements.clear();
      statement = this.db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement.all(...params) as Record<string, Stored>[]; // columns hold nothing else
  };
}
