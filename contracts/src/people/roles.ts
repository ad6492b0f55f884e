/** Rule 2. Everybody who is signed in is a `user`. No zod here: the browser reads it. */
export const roles = ['user', 'service-expert', 'dpg-expert', 'operator', 'convener', 'coordinator', 'board', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Automation acts as its own user (rule 11). */
export const AUTOMATION = 'alihyperloop';

export const roleWords: Readonly<Record<Role, string>> = {
  user: 'User',
  'service-expert': 'Service-wagon expert',
  'dpg-expert': 'DPG expert',
  operator: 'Train operator',
  convener: 'PWG convener',
  coordinator: 'Physics coordinator',
  board: 'Physics board',
  admin: 'Admin',
};
