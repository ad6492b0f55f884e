/** Injection tokens of the kernel's ports. Each is provided once, in the application's module. */
export const EVENT_LOG = Symbol('EVENT_LOG');
export const CONFIG = Symbol('CONFIG');
export const SESSIONS = Symbol('SESSIONS');
export const POLICY = Symbol('POLICY');
export const BLOB_STORE = Symbol('BLOB_STORE');
export const COMMAND_BUS = Symbol('COMMAND_BUS');
