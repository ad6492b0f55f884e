import { stepDirections, type CommandDefinition, type RefusalDefinition, type ViewDefinition } from '@hyperloop/contracts/kernel';
import { doorPath, type Door } from './openapi-door.js';
import { schemaOf, ref, jsonOf, answer, problem, sorted, header, query, type Json } from './openapi-parts.js';

type Contracts = {
  commands: Readonly<Record<string, CommandDefinition>>;
  views: Readonly<Record<string, ViewDefinition>>;
  refusals: Readonly<Record<string, RefusalDefinition>>;
  sliceOf: Readonly<Record<string, string>>;
  policyOf: (command: string) => string | undefined;
  /** Questions that are no single view. */
  doors: readonly Door[];
};

const commandPath = (name: string, command: CommandDefinition, { sliceOf, policyOf }: Contracts): Json => ({
  post: {
    operationId: name,
    tags: [sliceOf[name] ?? 'commands'],
    summary: command.summary,
    ...(policyOf(name) === undefined ? {} : { description: policyOf(name) }),
    parameters: [header('Idempotency-Key', true, 'New for each thing that shall happen; the same key again gives the first answer.')],
    requestBody: { required: true, ...jsonOf(schemaOf(command.data, 'input')) },
    responses: {
      200: answer('Stored, or so already (events: 0).', ref('CommandAnswer')),
      400: problem('Does not fit the contract; `errors` name the fields.'),
      401: problem('Not signed in.'),
      403: problem('Not allowed; `detail` says why.'),
      409: problem('Refused by the domain (`refusal`), or somebody else was first (`revision`).'),
      413: problem('Too large.'),
      422: problem('This Idempotency-Key came with other data before.'),
      429: problem('Too many requests.'),
      503: problem('Not known yet whether it was stored; ask again with the same key.'),
      507: problem('The disk of the log is full.'),
    },
  },
});

const viewPath = (id: string, view: ViewDefinition, { sliceOf }: Contracts): Json => {
  const columns = Object.entries(view.columns).filter(([, column]) => column !== undefined);
  const filters = columns.filter(([, column]) => column?.filter === true).map(([name]) => name);
  const sorts = columns.filter(([, column]) => column?.sort === true).map(([name]) => name);
  return {
    get: {
      operationId: `view-${id}`,
      tags: [sliceOf[id] ?? 'views'],
      summary: view.summary,
      description: `Filter by: ${filters.join(', ') || 'nothing'}. Sort by: ${sorts.join(', ') || 'nothing'} (default ${view.sort}).`,
      parameters: [
        query('key', `Exactly one row, by its ${view.key}.`),
        query('filter', 'JSON: [{"column":…,"op":"is|isNot|contains|in|from|to","value":…}]'),
        query('sort', 'A column, `-` in front for descending.'),
        query('limit', 'Rows of a page.', { type: 'integer', minimum: 1, maximum: 1000 }),
        query('cursor', '`next` of the page before.'),
        query('at', 'A time (ISO) or position: the view as it was.'),
        query('format', 'As a file instead of a page.', { type: 'string', enum: ['json', 'csv', 'ndjson'] }),
        header('If-Position', false, 'Waits up to 2 s until the view shows this position.'),
      ],
      responses: {
        200: answer('A page of rows.', {
          allOf: [ref('ViewPage'), { type: 'object', properties: { rows: { type: 'array', items: schemaOf(view.row, 'output') } } }],
        }),
        400: problem('The query cannot be answered; `errors` name the part.'),
        401: problem('Not signed in.'),
        403: problem('Not allowed.'),
        404: problem('No such view.'),
      },
    },
  };
};

const text = { type: 'string' };
const fixedPaths: Json = {
  '/api/session': {
    get: {
      operationId: 'session',
      tags: ['session'],
      summary: 'Who is signed in, and who may be chosen at the development sign-in.',
      responses: { 200: answer('The session.', ref('Session')) },
    },
    post: {
      operationId: 'signIn',
      tags: ['session'],
      summary: 'Development sign-in: choose a person. On this machine only.',
      requestBody: {
        required: true,
        ...jsonOf({ type: 'object', additionalProperties: false, required: ['personId'], properties: { personId: text } }),
      },
      responses: {
        204: { description: 'Signed in; the cookie is set.' },
        403: problem('Not offered here, or nobody of that name.'),
        429: problem('Too many attempts.'),
      },
    },
    delete: { operationId: 'signOut', tags: ['session'], summary: 'Sign out.', responses: { 204: { description: 'Signed out.' } } },
  },
  '/api/views/{view}/steps': {
    get: {
      operationId: 'viewSteps',
      tags: ['views'],
      summary: 'The nearest event before or after a moment that changed what a query of the view shows.',
      parameters: [
        { in: 'path', name: 'view', required: true, schema: text },
        {
          ...query('direction', 'Strictly before the moment, or strictly after it.', { type: 'string', enum: stepDirections }),
          required: true,
        },
        query('at', 'The moment: a time (ISO) or position; now, when it is left out.'),
        query('key', 'Changes of exactly one row.'),
        query('filter', 'Changes of rows that match before or after; written as for the view.'),
      ],
      responses: {
        200: answer('The event; null when there is none, or none was found up to `soughtTo`: ask again from there.', ref('StepAnswer')),
        400: problem('The query cannot be answered; `errors` name the part.'),
        401: problem('Not signed in.'),
        403: problem('Not allowed.'),
        404: problem('No such view.'),
      },
    },
  },
  '/api/directory': {
    get: {
      operationId: 'directory',
      tags: ['session'],
      summary: 'Names of people by login.',
      responses: { 200: answer('Names.', { type: 'array', items: ref('Name') }), 401: problem('Not signed in.') },
    },
  },
  '/api/blobs/{sha256}': {
    get: {
      operationId: 'blob',
      tags: ['blobs'],
      summary: 'Download a kept file by its hash.',
      parameters: [
        { in: 'path', name: 'sha256', required: true, schema: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
        query('name', 'The name to save it under.'),
      ],
      responses: {
        200: { description: 'The bytes.', content: { 'application/octet-stream': {} } },
        401: problem('Not signed in.'),
        404: problem('No such file.'),
      },
    },
  },
  '/api/find/parameters': {
    get: {
      operationId: 'findParameters',
      tags: ['find'],
      summary: 'Names of parameters that hold a piece, those beginning with it first.',
      parameters: [{ ...query('text', 'The piece.'), required: true }],
      responses: {
        200: answer('The first names, and how many there are.', ref('FoundNames')),
        400: problem('There is no piece.'),
        401: problem('Not signed in.'),
        403: problem('Not allowed.'),
      },
    },
  },
  '/api/replays/{train}': {
    get: {
      operationId: 'replay',
      tags: ['replays'],
      summary: 'The timeline of a train: every event of its run with its position, time and words.',
      description: 'The rows come from `/api/replays/{train}/{view}`, for each of the views named in the answer.',
      parameters: [{ in: 'path', name: 'train', required: true, schema: { type: 'string', pattern: '^[0-9]{1,9}$' } }],
      responses: {
        200: answer('The timeline, up to the newest event.', ref('Replay')),
        400: problem('This is no number of a train.'),
        401: problem('Not signed in.'),
        403: problem('Not allowed.'),
        404: problem('No such train.'),
        413: problem('The run has too many events to be replayed.'),
      },
    },
  },
  '/api/replays/{train}/{view}': {
    get: {
      operationId: 'replayFrames',
      tags: ['replays'],
      summary: 'A stretch of a replay of one view, in the form of live frames.',
      description:
        'Lines of JSON: the snapshot after the event at `after`, a delta for each event (or each `every` events) that changed the view, last `through`: how far the stretch goes. The next stretch begins there.',
      parameters: [
        { in: 'path', name: 'train', required: true, schema: { type: 'string', pattern: '^[0-9]{1,9}$' } },
        { in: 'path', name: 'view', required: true, description: 'One of the views that the timeline names.', schema: { type: 'string' } },
        { ...query('to', '`to` of the timeline: the tape does not change when the run goes on.'), required: true },
        query('after', 'Position of an event of the timeline; 0, the standard, is the start.'),
        query('events', 'Events of the stretch; 250 times `every` unless told.', { type: 'integer', minimum: 1 }),
        query('every', 'Events that share a delta: for scrubbing over a long run.', { type: 'integer', minimum: 1, maximum: 1000 }),
      ],
      responses: {
        200: { description: 'The frames.', ...jsonOf({ type: 'string' }, 'application/x-ndjson') },
        400: problem('A position or number that does not fit; `errors` name it.'),
        401: problem('Not signed in.'),
        403: problem('Not allowed to read this view.'),
        404: problem('No such train, or a view that is not replayed.'),
        413: problem('The run has too many events to be replayed.'),
      },
    },
  },
  '/healthz': {
    get: { operationId: 'alive', tags: ['health'], summary: 'The process answers.', responses: { 200: { description: 'It does.' } } },
  },
  '/readyz': {
    get: {
      operationId: 'ready',
      tags: ['health'],
      summary: 'Everything it needs is there, each part with a sentence.',
      responses: { 200: { description: 'Ready.' }, 503: { description: 'Not ready.' } },
    },
  },
  '/metrics': {
    get: {
      operationId: 'metrics',
      tags: ['health'],
      summary: 'Figures in Prometheus’ text form.',
      responses: { 200: { description: 'The figures.' } },
    },
  },
};

const object = (properties: Json, required = Object.keys(properties)): Json => ({ type: 'object', required, properties });
const list = (items: Json): Json => ({ type: 'array', items });
const schemas = (refusals: Contracts['refusals']): Json => ({
  CommandAnswer: object({ position: text, stream: text, revision: { type: 'integer' }, events: { type: 'integer' } }),
  Problem: object(
    {
      type: text,
      title: text,
      status: { type: 'integer' },
      detail: text,
      instance: text,
      refusal: { anyOf: [...sorted(refusals).map(([name]) => ref(name)), object({ refused: text })] },
      errors: list(object({ path: text, message: text })),
      revision: { type: 'integer' },
    },
    ['type', 'title', 'status', 'detail'],
  ),
  ViewPage: object(
    {
      rows: list({ type: 'object' }),
      next: text,
      total: { type: 'integer' },
      totalIsAtLeast: { type: 'boolean' },
      position: text,
      stale: { type: 'boolean' },
      at: text,
    },
    ['rows', 'total', 'position'],
  ),
  StepAnswer: object(
    {
      step: {
        anyOf: [
          object({ position: text, at: text, type: text, by: text, onBehalfOf: text, stream: text }, [
            'position',
            'at',
            'type',
            'by',
            'stream',
          ]),
          { type: 'null' },
        ],
      },
      soughtTo: text,
    },
    ['step'],
  ),
  Replay: object({
    of: text,
    epoch: text,
    to: text,
    over: { type: 'boolean' },
    views: list(text),
    keyframeEvents: { type: 'integer' },
    steps: list(
      object({ position: text, at: text, by: text, type: text, says: text, failures: { type: 'integer' } }, [
        'position',
        'at',
        'by',
        'type',
        'says',
      ]),
    ),
  }),
  FoundNames: object({ names: list(text), total: { type: 'integer' } }),
  Name: object({ personId: text, name: text }),
  Session: object({
    person: { anyOf: [object({ personId: text, name: text, roles: list(text), analyses: list(text) }), { type: 'null' }] },
    people: list(object({ personId: text, name: text, roles: list(text) })),
  }),
  ...Object.fromEntries(sorted(refusals).map(([name, refusal]) => [name, schemaOf(refusal, 'output')])),
});

/** The whole door in OpenAPI 3.1, made from the contracts: what is said here is what is checked. */
export const openApiOf = (contracts: Contracts): Json => ({
  openapi: '3.1.0',
  info: { title: 'Hyperloop', version: '1', description: 'Commands in, views out. Live changes of views come over socket.io.' },
  components: { schemas: schemas(contracts.refusals), securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'hl_session' } } },
  security: [{ session: [] }],
  paths: {
    ...Object.fromEntries(
      sorted(contracts.commands).map(([name, command]) => [`/api/commands/${name}`, commandPath(name, command, contracts)]),
    ),
    ...Object.fromEntries(sorted(contracts.views).map(([id, view]) => [`/api/views/${id}`, viewPath(id, view, contracts)])),
    ...Object.fromEntries(contracts.doors.map((door) => [door.path, doorPath(door)])),
    ...fixedPaths,
  },
});
