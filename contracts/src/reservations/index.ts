export * from './reservation.events.js';
