import { Component } from '@angular/core';
@Component({ selector: 'hl-parts-page', template: `` })
export class PartsPage {}
