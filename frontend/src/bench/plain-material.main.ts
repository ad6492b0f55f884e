import { Component, provideZonelessChangeDetection } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatTableModule } from '@angular/material/table';
import { MatToolbarModule } from '@angular/material/toolbar';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';

/** What `npm run bench -- first-visit` compares the product with: a bar, a button and a table of Angular Material, its rows at hand. */
@Component({
  selector: 'hl-plain-material',
  imports: [MatButtonModule, MatTableModule, MatToolbarModule],
  template: `
    <mat-toolbar><span>A plain page</span><button matButton="filled">Act</button></mat-toolbar>
    <table mat-table [dataSource]="rows">
      @for (column of columns; track column) {
        <ng-container [matColumnDef]="column">
          <th mat-header-cell *matHeaderCellDef>{{ column }}</th>
          <td mat-cell *matCellDef="let row">{{ row[column] }}</td>
        </ng-container>
      }
      <tr mat-header-row *matHeaderRowDef="columns"></tr>
      <tr mat-row *matRowDef="let row; columns: columns"></tr>
    </table>
  `,
})
class PlainMaterial {
  protected readonly columns = ['wagon', 'dataset', 'state'] as const;
  protected readonly rows = Array.from({ length: 20 }, (_, n) => ({
    wagon: `first_wagon_${String(n)}`,
    dataset: 'LHC23_pass4',
    state: 'done',
  }));
}

void bootstrapApplication(PlainMaterial, { providers: [provideZonelessChangeDetection(), provideRouter([])] });
