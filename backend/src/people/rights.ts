import { comparePositions, START, type Position, type RecordedEvent } from '@hyperloop/contracts/kernel';
import { AUTOMATION, type Role } from '@hyperloop/contracts/people';
import type { EventLog, EventSubscription } from '../kernel/event-log/event-log.js';
import type { Asker } from './judge.js';

/** Streams that rights are made of. */
export const rightsPrefixes = ['person-', 'analysis-'] as const;

type Analysis = { service: boolean; members: Set<string> };

const REACH_MS = 2_000;

/**
 * Roles and memberships as the log says now, in memory. Never a view: a right that was taken must be gone with the next
 * command, so `reach` waits until what this node itself stored has been folded.
 */
export class Rights {
  readonly #people = new Map<string, Set<Role>>();
  readonly #analyses = new Map<string, Analysis>();
  readonly #listeners = new Set<() => void>();
  readonly #waiting = new Set<{ position: Position; done: () => void }>();
  #position: Position = START;
  #owed: Position = START;
  #subscription: EventSubscription | undefined;
  #following: Promise<void> = Promise.resolve();

  constructor(private readonly log: EventLog) {}

  /** Resolves when everything stored so far is folded. */
  async start(): Promise<void> {
    const subscription = this.log.subscribe({ filter: { streamPrefixes: rightsPrefixes } });
    this.#subscription = subscription;
    await new Promise<void>((caughtUp, failed) => {
      this.#following = this.#follow(subscription, caughtUp).catch(failed);
    });
  }

  async stop(): Promise<void> {
    await this.#subscription?.close();
    await this.#following;
  }

  /** Something was stored by this node; from now on nobody is judged without it. */
  owe(stream: string, position: Position): void {
    if (rightsPrefixes.some((prefix) => stream.startsWith(prefix)) && comparePositions(position, this.#owed) > 0) this.#owed = position;
  }

  /** Fails rather than judging by rights that are known to be old. */
  async reach(): Promise<void> {
    if (comparePositions(this.#position, this.#owed) >= 0) return;
    await new Promise<void>((resolve, reject) => {
      const waiter = { position: this.#owed, done: () => (clearTimeout(timer), resolve()) };
      const timer = setTimeout(() => {
        this.#waiting.delete(waiter);
        reject(new Error('the rights are behind the log'));
      }, REACH_MS);
      this.#waiting.add(waiter);
    });
  }

  /** Automation has no roles to sign in with, whoever may have been let in under its name. */
  rolesOf(personId: string): readonly Role[] {
    if (personId === AUTOMATION) return [];
    const roles = this.#people.get(personId);
    return roles === undefined ? [] : ['user', ...roles];
  }

  asker(personId: string): Asker {
    return { personId, roles: this.rolesOf(personId) };
  }

  admitted(): readonly string[] {
    return [...this.#people.keys()];
  }

  isMember(personId: string, analysisId: string): boolean {
    return this.#analyses.get(analysisId)?.members.has(personId) ?? false;
  }

  isService(analysisId: string): boolean {
    return this.#analyses.get(analysisId)?.service ?? false;
  }

  analysesOf(personId: string): readonly string[] {
    return [...this.#analyses].filter(([, { members }]) => members.has(personId)).map(([analysisId]) => analysisId);
  }

  /** Called after rights changed. */
  onChange(changed: () => void): () => void {
    this.#listeners.add(changed);
    return () => void this.#listeners.delete(changed);
  }

  async #follow(subscription: EventSubscription, caughtUp: () => void): Promise<void> {
    let live = false;
    for await (const item of subscription) {
      if (item.kind === 'events') {
        for (const event of item.events) this.#fold(event);
        const last = item.events.at(-1);
        if (last !== undefined) this.#advance(last.position);
        if (live) for (const changed of this.#listeners) changed();
      } else this.#advance(item.position);
      if (item.kind === 'caughtUp') {
        live = true;
        caughtUp();
      }
    }
  }

  #advance(position: Position): void {
    this.#position = position;
    for (const waiter of [...this.#waiting]) {
      if (comparePositions(position, waiter.position) < 0) continue;
      this.#waiting.delete(waiter);
      waiter.done();
    }
  }

  #fold({ type, data }: RecordedEvent): void {
    const said = data as { personId: string; role: Role; analysisId: string; service: boolean };
    switch (type) {
      case 'PersonAdmitted':
        if (!this.#people.has(said.personId)) this.#people.set(said.personId, new Set());
        break;
      case 'RoleGranted':
        this.#people.get(said.personId)?.add(said.role);
        break;
      case 'RoleRevoked':
        this.#people.get(said.personId)?.delete(said.role);
        break;
      case 'AnalysisOpened':
        this.#analyses.set(said.analysisId, { service: said.service, members: new Set() });
        break;
      case 'AnalyzerJoined':
        this.#analyses.get(said.analysisId)?.members.add(said.personId);
        break;
      case 'AnalyzerLeft':
        this.#analyses.get(said.analysisId)?.members.delete(said.personId);
        break;
      default: // other events of these streams say nothing about rights
    }
  }
}
