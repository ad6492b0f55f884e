import { Controller, Get, HttpException, Inject, Res } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { SkipThrottle } from '@nestjs/throttler';
import type { Response } from 'express';
import { Health } from '../health.js';
import { Metrics } from '../metrics.js';
import { OpenToAll } from './signed-in.js';

/** `/healthz`: the process answers. `/readyz`: it can do its work (200) or not (503), each part with a sentence. `/metrics`: figures. */
@Controller()
@OpenToAll()
@SkipThrottle()
export class HealthController {
  constructor(
    @Inject(Health) private readonly health: Health,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(HealthCheckService) private readonly checks: HealthCheckService,
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
  ) {}

  @Get('healthz')
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('readyz')
  async ready(@Res() response: Response): Promise<void> {
    const answers = await this.health.ask();
    const indicated = [...answers].map(([name, { ok, value, sentence }]) => (): HealthIndicatorResult => {
      const indicator = this.indicators.check(name);
      return ok ? indicator.up({ value, sentence }) : indicator.down({ value, sentence });
    });
    const ready = [...answers.values()].every(({ ok, serves }) => ok || serves);
    // Terminus throws when something is down; its result is the answer either way.
    const result: unknown = await this.checks
      .check(indicated)
      .catch((error: unknown) => (error instanceof HttpException ? error.getResponse() : { status: 'error' }));
    response.status(ready ? 200 : 503).setHeader('Cache-Control', 'no-store');
    response.json(result);
  }

  @Get('metrics')
  async figures(@Res() response: Response): Promise<void> {
    response.setHeader('Content-Type', this.metrics.registry.contentType);
    response.send(await this.metrics.registry.metrics());
  }
}
