import { behavesLikeAnEventLog } from '../behaviour.testing.js';
import { sqlitePlace } from './place.testing.js';

behavesLikeAnEventLog('sqlite', sqlitePlace);
