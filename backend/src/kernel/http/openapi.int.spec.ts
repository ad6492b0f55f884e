import { readFileSync } from 'node:fs';
import { commands, refusals, views } from '@hyperloop/contracts/registry';
import { openApi, openApiFile, openApiText } from './openapi.js';

type Node = Record<string, unknown>;

describe('the description of the API', () => {
  const document = openApi() as { paths: Record<string, Node>; components: { schemas: Record<string, Node> } };

  it('is the one that is committed: run npm run openapi after a change of contracts', () => {
    expect(readFileSync(openApiFile, 'utf8')).toBe(openApiText());
  });

  it('has an entry for every command and every view', () => {
    for (const name of Object.keys(commands)) expect(document.paths).toHaveProperty([`/api/commands/${name}`, 'post', 'requestBody']);
    for (const id of Object.keys(views)) expect(document.paths).toHaveProperty([`/api/views/${id}`, 'get']);
  });

  it('refuses unknown fields of commands, as the door does', () => {
    for (const name of Object.keys(commands))
      expect(document.paths).toHaveProperty(
        [`/api/commands/${name}`, 'post', 'requestBody', 'content', 'application/json', 'schema', 'additionalProperties'],
        false,
      );
  });

  it('names every refusal', () => {
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(Object.keys(refusals)));
  });

  it('refers to nothing that it does not hold', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? '');
    expect(refs.length).toBeGreaterThan(100);
    for (const name of new Set(refs)) expect(document.components.schemas).toHaveProperty([name]);
    expect(JSON.stringify(document)).not.toMatch(/"\$ref":"#\/(?!components)/);
  });
});
