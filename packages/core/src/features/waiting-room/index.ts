export { requireAdmission } from './admission-token.ts';
export { drawOrder } from './draw.ts';
export { startWaitingRooms } from './keeper.ts';
export { measured } from './latency.ts';
export { tick as tickWaitingRoom } from './tick.service.ts';
export { VISITOR_COOKIE } from './visitor.ts';
export { waitingRoomJobs } from './waiting-room.jobs.ts';
export { waitingRoomRouter } from './waiting-room.router.ts';

export const tables = ['waiting_rooms', 'waiting_places', 'waiting_admissions', 'waiting_pulses'] as const;
