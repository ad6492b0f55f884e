import { z } from 'zod';
import { DirectoryUnreadable, type AnalysisDirectory, type Ticket, type Tickets, type UnreadTicket } from './analysis-directory.js';

export type JiraSettings = {
  /** `https://its.cern.ch/jira`. */
  url: string;
  /** A personal access token; never logged, never told. */
  token: string | undefined;
  /** Ids of the custom fields “Analyzers” and “Run 3 analysis”. */
  analyzersField: string;
  run3Field: string;
};

const PAGE = 100;
const ANSWER_MS = 20_000;
/** More tickets than any experiment has: a server that never comes to its end must not be followed for ever. */
const MOST_PAGES = 200;

// JIRA's REST API 2, `GET /rest/api/2/search`: only what is used of it is checked, the rest may be anything.
const Issue = z.object({
  key: z.string(),
  fields: z.looseObject({ summary: z.string(), project: z.object({ key: z.string() }) }),
});
const Page = z.object({ startAt: z.int(), total: z.int(), issues: z.array(Issue) });
const Person = z.object({ name: z.string() });
const Option = z.object({ value: z.string() });

/** The directory in JIRA: issues of type Analysis with “Run 3 analysis” = Yes (rule 4). */
export class JiraDirectory implements AnalysisDirectory {
  readonly source = 'jira';

  constructor(private readonly settings: JiraSettings) {}

  async read(): Promise<Tickets> {
    const tickets: Ticket[] = [];
    const unread: UnreadTicket[] = [];
    let at = 0;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const { startAt, total, issues } = await this.#page(at);
      for (const issue of issues) {
        const ticket = this.#ticket(issue);
        if (ticket === null) continue;
        if ('sentence' in ticket) unread.push(ticket);
        else tickets.push(ticket);
      }
      at = startAt + issues.length;
      if (issues.length === 0 || at >= total) return { tickets, unread };
    }
    throw new DirectoryUnreadable(`JIRA has more than ${MOST_PAGES * PAGE} analyses, which cannot be: nothing was taken over.`);
  }

  /** JIRA tells nothing by itself; it is asked by the clock. */
  watch(): () => void {
    return () => undefined;
  }

  async #page(startAt: number): Promise<z.infer<typeof Page>> {
    const { url, token, analyzersField, run3Field } = this.settings;
    const asked = new URL(`${url.replace(/\/$/, '')}/rest/api/2/search`);
    asked.search = new URLSearchParams({
      jql: 'issuetype = Analysis ORDER BY key',
      startAt: String(startAt),
      maxResults: String(PAGE),
      fields: ['summary', 'project', analyzersField, run3Field].join(','),
    }).toString();
    let answer: Response;
    try {
      answer = await fetch(asked, {
        headers: { accept: 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
        signal: AbortSignal.timeout(ANSWER_MS),
        redirect: 'error',
      });
    } catch (fault) {
      const why = fault instanceof Error && fault.name === 'TimeoutError' ? `within ${ANSWER_MS / 1000} s` : 'at all';
      throw new DirectoryUnreadable(`JIRA at ${asked.host} did not answer ${why}.`);
    }
    if (answer.status === 401 || answer.status === 403)
      throw new DirectoryUnreadable(`JIRA at ${asked.host} does not let us in (${answer.status}): check JIRA_TOKEN.`);
    if (!answer.ok) throw new DirectoryUnreadable(`JIRA at ${asked.host} answered ${answer.status}.`);
    const page = Page.safeParse(await answer.json().catch(() => undefined));
    if (page.success) return page.data;
    const [issue] = page.error.issues;
    throw new DirectoryUnreadable(
      `JIRA at ${asked.host} answered something else than expected: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`,
    );
  }

  /** Null: no analysis of this system. */
  #ticket({ key, fields }: z.infer<typeof Issue>): Ticket | UnreadTicket | null {
    const { analyzersField, run3Field } = this.settings;
    const run3 = Option.safeParse(fields[run3Field]);
    if (!run3.success || run3.data.value !== 'Yes') return null;
    const analyzers = z.array(Person).safeParse(fields[analyzersField] ?? []);
    if (!analyzers.success) return { jiraKey: key, sentence: `The analyzers of ${key} (${analyzersField}) are no list of people.` };
    return {
      jiraKey: key,
      name: fields.summary.trim().slice(0, 120),
      project: fields.project.key,
      analyzers: [...new Set(analyzers.data.map(({ name }) => name))],
    };
  }
}
