import { z } from 'zod';

/** `AOD/V0CORE/0`: origin, description, version. */
export const TableId = z.string().regex(/^[A-Z0-9]{1,8}\/[A-Za-z0-9_]{1,64}\/[0-9]{1,4}$/, 'A table like AOD/V0CORE/0');
const Bytes = z.int().min(0).max(100_000_000_000);
/** The derived data that a wagon stores when its train runs as a derived-data train (rules 66–74). */
export const DerivedDataSchema = z.object({
  /** Tables to store; opt-in for each (rule 66). */
  stored: z.array(TableId).max(1000),
  /** Its output may be merged across runs into one small file (rules 69, 72). */
  slimReady: z.boolean(),
  /** Its output keeps the reference to its parent file (rule 70). */
  linked: z.boolean(),
  /** Of one data frame; 0 for output that needs its parent file (rule 73). */
  maxDfSizeBytes: Bytes,
  /** 0 lets the system choose (rule 74). */
  maxDerivedFileSizeBytes: Bytes,
});
/** The whole of it, as it becomes and as it was. */
export const DerivedDataChange = z.object({ to: DerivedDataSchema, from: DerivedDataSchema });
