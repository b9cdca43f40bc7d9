import type { IExecuteFunctions, ILoadOptionsFunctions, IPollFunctions } from 'n8n-workflow';

/** The n8n contexts that requests are sent from. */
export type PropexoContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** Type name of the credential that both nodes use. */
export const CREDENTIAL = 'propexoApi';
