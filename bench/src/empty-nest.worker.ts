import 'reflect-metadata';
import { Controller, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';

// The limit of P2 and P15: a Nest application on Express with one address that takes a JSON body and does nothing with it.

class Empty {
  answer(): object {
    return { position: '1', stream: 'analysis-1', revision: 1, events: 1 };
  }
}
// Written as calls: the benchmarks are compiled without decorators.
Controller('api/empty')(Empty);
const answer = Object.getOwnPropertyDescriptor(Empty.prototype, 'answer');
if (answer !== undefined) {
  Post()(Empty.prototype, 'answer', answer);
  HttpCode(200)(Empty.prototype, 'answer', answer);
}
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- Nest names modules by their class
class EmptyModule {}
Module({ controllers: [Empty] })(EmptyModule);

const app = await NestFactory.create<NestExpressApplication>(EmptyModule, { logger: ['error'] });
app.disable('x-powered-by');
await app.listen(0, '127.0.0.1');
process.send?.({ port: (app.getHttpServer() as { address(): AddressInfo }).address().port });
process.on('disconnect', () => process.exit(0));
