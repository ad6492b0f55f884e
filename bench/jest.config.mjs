import { nodeEsm } from '../jest.node.mjs';
export default nodeEsm('bench');
