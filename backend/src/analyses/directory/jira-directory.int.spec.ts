import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { JiraDirectory } from './jira-directory.js';

// A double of JIRA's search, shaped like its public API (`GET /rest/api/2/search`).
type Issue = { key: string; fields: Record<string, unknown> };
const issue = (key: string, analyzers: unknown, run3: unknown = { value: 'Yes' }): Issue => ({
  key,
  fields: { summary: ` About ${key} `, project: { key: key.replace(/-.*/, '') }, customfield_7: analyzers, customfield_8: run3 },
});
let server: Server;
let issues: Issue[] = [];
let asked: IncomingMessage[] = [];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

const search = (request: IncomingMessage, response: ServerResponse): void => {
  const { searchParams } = new URL(request.url ?? '', 'http://jira');
  const [startAt, maxResults] = [Number(searchParams.get('startAt')), Math.min(2, Number(searchParams.get('maxResults')))];
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ startAt, maxResults, total: issues.length, issues: issues.slice(startAt, startAt + maxResults) }));
};
const status = (code: number) => (_: IncomingMessage, response: ServerResponse) => void response.writeHead(code).end('no');

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
beforeEach(() => {
  [issues, asked, answer] = [[], [], search];
});
afterAll(() => new Promise((done) => server.close(done)));

const jira = () =>
  new JiraDirectory({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jira/`,
    token: 'the-secret',
    analyzersField: 'customfield_7',
    run3Field: 'customfield_8',
  });
const people = (...names: string[]) => names.map((name) => ({ name, displayName: name.toUpperCase(), active: true }));

describe('a directory in JIRA (rule 4)', () => {
  it('are its analyses of Run 3, over all pages, asked for with the token', async () => {
    issues = [
      issue('PWGLF-412', people('mrossi', 'hkimura', 'mrossi')),
      issue('PWGLF-9', people('old'), { value: 'No' }),
      issue('PWGHF-7', null),
      issue('OHSW-12', people('expert')),
      issue('PWGCF-1', [], null),
    ];
    expect(await jira().read()).toEqual({
      tickets: [
        { jiraKey: 'PWGLF-412', name: 'About PWGLF-412', project: 'PWGLF', analyzers: ['mrossi', 'hkimura'] },
        { jiraKey: 'PWGHF-7', name: 'About PWGHF-7', project: 'PWGHF', analyzers: [] },
        { jiraKey: 'OHSW-12', name: 'About OHSW-12', project: 'OHSW', analyzers: ['expert'] },
      ],
      unread: [],
    });
    expect(asked).toHaveLength(3);
    const [first] = asked;
    expect(first?.headers['authorization']).toBe('Bearer the-secret');
    const url = new URL(first?.url ?? '', 'http://jira');
    expect([url.pathname, url.searchParams.get('jql')]).toEqual(['/jira/rest/api/2/search', 'issuetype = Analysis ORDER BY key']);
  });
  it('names a ticket whose analyzers are no people, and takes the others', async () => {
    issues = [issue('PWGLF-412', 'mrossi, hkimura'), issue('PWGHF-7', people('gbianchi'))];
    expect(await jira().read()).toMatchObject({
      tickets: [{ jiraKey: 'PWGHF-7' }],
      unread: [{ jiraKey: 'PWGLF-412', sentence: 'The analyzers of PWGLF-412 (customfield_7) are no list of people.' }],
    });
  });
  it.each([
    [401, /does not let us in \(401\): check JIRA_TOKEN/],
    [403, /does not let us in \(403\)/],
    [503, /answered 503/],
  ])('that answers %s takes nothing over, and says why', async (code, sentence) => {
    answer = status(code);
    await expect(jira().read()).rejects.toThrow(sentence);
    await expect(jira().read()).rejects.not.toThrow(/the-secret/);
  });
  it('that answers something else says which field', async () => {
    answer = (_, response) => void response.end(JSON.stringify({ startAt: 0, total: 1, issues: [{ key: 'PWGLF-1', fields: {} }] }));
    await expect(jira().read()).rejects.toThrow(/issues\.0\.fields\.summary/);
    answer = (_, response) => void response.end('<html>maintenance</html>');
    await expect(jira().read()).rejects.toThrow(/answered something else/);
  });
  it('that does not answer is told by its host', async () => {
    const nobody = new JiraDirectory({ url: 'http://127.0.0.1:9', token: undefined, analyzersField: 'a', run3Field: 'b' });
    await expect(nobody.read()).rejects.toThrow('JIRA at 127.0.0.1:9 did not answer at all.');
  });
});
