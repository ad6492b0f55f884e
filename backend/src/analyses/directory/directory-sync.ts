import {
  AddAnalyzer,
  OpenAnalysis,
  RecordDirectorySync,
  RemoveAnalyzer,
  RenameAnalysis,
  type AnalysisRow,
} from '@hyperloop/contracts/analyses';
import { ZodError } from 'zod';
import type { Claims } from '../../kernel/claims.js';
import type { Look, Say } from '../../kernel/slice.js';
import { DirectoryUnreadable, type AnalysisDirectory, type Ticket, type UnreadTicket } from './analysis-directory.js';
import { reconcile, type Step } from './reconcile.js';

type Parts = {
  directory: AnalysisDirectory;
  say: Say;
  look: Look;
  claims: Pick<Claims, 'claim' | 'release'>;
  settings: { everyMs: number; claimMs: number };
  now?: () => number;
  onFault: (fault: unknown, what: string) => void;
};
type Counts = { opened: number; renamed: number; joined: number; left: number };
/** The work that one node at a time does. */
const WORK = 'analysis-directory';
const PROBLEMS_AT_MOST = 200;
const ASKED_AT_ONCE = 500;

/**
 * Reads the directory by the clock, and when it says that it changed, and has the analyses become what it says. One node
 * does it at a time; each reading is an event (rule 5).
 */
export class DirectorySync {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #unwatch: () => void = () => undefined;
  #last: { at: number; failure: string | null } | null = null;

  constructor(private readonly parts: Parts) {}

  start(): void {
    this.#unwatch = this.parts.directory.watch(() => this.soon());
    this.soon();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unwatch();
    clearTimeout(this.#timer);
    await this.#running;
    await this.parts.claims.release(WORK).catch(() => undefined);
  }

  status(): { at: number; failure: string | null } | null {
    return this.#last;
  }

  /** Reads it now; asked for while it is read, it is read once more. */
  soon(): void {
    if (this.#stopped) return;
    if (this.#running !== undefined) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#running = this.#round()
      .catch((fault: unknown) => this.parts.onFault(fault, 'the directory of analyses could not be taken over'))
      .finally(() => {
        this.#running = undefined;
        if (this.#again) {
          this.#again = false;
          this.soon();
        } else if (!this.#stopped) this.#timer = setTimeout(() => this.soon(), this.parts.settings.everyMs);
      });
  }

  async #round(): Promise<void> {
    const { claims, settings } = this.parts;
    // Held until the next turn and a little longer: another node takes over when this one does not come back.
    if (!(await claims.claim(WORK, settings.everyMs + settings.claimMs))) return;
    await this.sync();
  }

  /** One reading and all that follows from it. */
  async sync(): Promise<void> {
    const { directory, say } = this.parts;
    const { source } = directory;
    const counts: Counts = { opened: 0, renamed: 0, joined: 0, left: 0 };
    try {
      const { tickets, unread } = await directory.read();
      const problems: UnreadTicket[] = [...unread];
      for (const step of reconcile(tickets, await this.#known(tickets))) problems.push(...(await this.#take(step, counts)));
      this.#last = { at: this.#now(), failure: null };
      await say(RecordDirectorySync.of({ source, analyses: tickets.length, ...counts, problems: problems.slice(0, PROBLEMS_AT_MOST) }));
    } catch (fault) {
      if (!(fault instanceof DirectoryUnreadable)) throw fault;
      this.#last = { at: this.#now(), failure: fault.message };
      await say(RecordDirectorySync.of({ source, analyses: 0, ...counts, problems: [], failure: fault.message.slice(0, 1000) }));
    }
  }

  #now(): number {
    return (this.parts.now ?? Date.now)();
  }

  /** The view says what there is of these tickets; each command is judged by the stream of its analysis. */
  async #known(tickets: readonly Ticket[]): Promise<readonly AnalysisRow[]> {
    const rows: AnalysisRow[] = [];
    for (let from = 0; from < tickets.length; from += ASKED_AT_ONCE) {
      const keys = tickets.slice(from, from + ASKED_AT_ONCE).map(({ jiraKey }) => jiraKey);
      const filter = [{ column: 'jiraKey', op: 'in' as const, value: keys }];
      rows.push(...(await this.parts.look.rows<AnalysisRow>('analyses', { filter, limit: ASKED_AT_ONCE })));
    }
    return rows;
  }

  async #take(step: Step, counts: Counts): Promise<readonly UnreadTicket[]> {
    const { say } = this.parts;
    if (step.step === 'open') return this.#open(step.ticket, step.service, counts);
    const { analysisId } = step;
    if (step.step === 'rename') {
      const { jiraKey, name } = step.ticket;
      return this.#said(
        jiraKey,
        () => say(RenameAnalysis.of({ analysisId, name })),
        () => (counts.renamed += 1),
      );
    }
    const { jiraKey, personId } = step;
    return step.step === 'join'
      ? this.#said(
          jiraKey,
          () => say(AddAnalyzer.of({ analysisId, personId })),
          () => (counts.joined += 1),
        )
      : this.#said(
          jiraKey,
          () => say(RemoveAnalyzer.of({ analysisId, personId })),
          () => (counts.left += 1),
        );
  }

  async #open({ jiraKey, name, project, analyzers }: Ticket, service: boolean, counts: Counts): Promise<readonly UnreadTicket[]> {
    const { say } = this.parts;
    let analysisId = '';
    const problems = [
      ...(await this.#said(
        jiraKey,
        async () => {
          const answer = await say(OpenAnalysis.of({ name, jiraKey, pwg: project, service }));
          if (!('refused' in answer)) analysisId = answer.stream.replace(/^analysis-/, '');
          return answer;
        },
        () => (counts.opened += 1),
      )),
    ];
    if (analysisId === '') return problems;
    for (const personId of analyzers)
      problems.push(
        ...(await this.#said(
          jiraKey,
          () => say(AddAnalyzer.of({ analysisId, personId })),
          () => (counts.joined += 1),
        )),
      );
    return problems;
  }

  /** What is refused is a problem of its ticket; the others go on. */
  async #said(jiraKey: string, command: () => ReturnType<Say>, well: () => void): Promise<readonly UnreadTicket[]> {
    try {
      const answer = await command();
      if ('refused' in answer) return [{ jiraKey, sentence: answer.sentence ?? answer.refused }];
      well();
      return [];
    } catch (fault) {
      // A ticket whose title or project no contract takes: told with its field.
      if (fault instanceof ZodError) return [{ jiraKey, sentence: `${jiraKey} cannot be taken over: ${firstIssue(fault)}` }];
      throw fault;
    }
  }
}

const firstIssue = ({ issues: [issue], message }: ZodError): string =>
  issue === undefined ? message : `${issue.path.map(String).join('.')} ${issue.message}`;
