import { Controller, Get } from '@nestjs/common';
import { openApi } from './openapi.js';
import { OpenToAll } from './signed-in.js';

/** `GET /api/openapi.json`; the page for people stands at /api/docs. */
@Controller('api/openapi.json')
@OpenToAll()
export class OpenApiController {
  readonly #document = openApi();

  @Get()
  document(): Readonly<Record<string, unknown>> {
    return this.#document;
  }
}
