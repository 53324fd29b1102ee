import type { DoctorFixed, DoctorReport, VacuumReport } from '#src/operations/doctor-types';

import type { Transport } from './transport.ts';

export interface DoctorClient {
  /** What is wrong with the file and its index. */
  doctor(): Promise<DoctorReport>;
  /** Mends what can be mended; what must be embedded anew is queued. */
  doctorFix(): Promise<DoctorFixed>;
  /** Gives the room of what was deleted back. Codes: database_full, database_busy. */
  vacuum(): Promise<VacuumReport>;
}

export const doctorClient = ({ send }: Pick<Transport, 'send'>): DoctorClient => ({
  doctor: () => send({ method: 'GET', path: ['doctor'] }),
  doctorFix: () => send({ method: 'POST', path: ['doctor'] }),
  vacuum: () => send({ method: 'POST', path: ['vacuum'] }),
});
