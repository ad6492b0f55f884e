import { Component } from '@angular/core';
import { Shell } from './kernel/shell/shell';

@Component({ selector: 'hl-app', imports: [Shell], template: `<hl-shell />` })
export class App {}
