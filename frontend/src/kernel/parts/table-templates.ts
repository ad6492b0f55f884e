import { Directive, inject, input, TemplateRef } from '@angular/core';
import type { TableSource } from './table-model';

/** A cell of its own: `<ng-template hlCell="state" [hlCellOf]="trains" let-row>`; `hlCellOf` only gives `row` its type. */
@Directive({ selector: 'ng-template[hlCell]' })
export class Cell<R> {
  readonly hlCell = input.required<string>();
  readonly hlCellOf = input<TableSource<R>>();
  readonly template = inject<TemplateRef<{ $implicit: R }>>(TemplateRef);
  static ngTemplateContextGuard<R>(_: Cell<R>, _context: unknown): _context is { $implicit: R } {
    return true;
  }
}

/** What opens below a row: `<ng-template hlDetail [hlDetailOf]="datasets" let-row>`. */
@Directive({ selector: 'ng-template[hlDetail]' })
export class Detail<R> {
  readonly hlDetailOf = input<TableSource<R>>();
  readonly template = inject<TemplateRef<{ $implicit: R }>>(TemplateRef);
  static ngTemplateContextGuard<R>(_: Detail<R>, _context: unknown): _context is { $implicit: R } {
    return true;
  }
}
