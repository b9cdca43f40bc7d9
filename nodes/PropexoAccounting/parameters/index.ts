import type { INodeProperties } from 'n8n-workflow';

import { RESOURCES, WRITES } from '../catalogue';
import { READ_RESOURCES, READS } from '../catalogue/reads';
import { fieldParameters } from './fields';
import { noticeParameters } from './notices';
import { optionParameters } from './options';
import { readParameters } from './reads';
import { selectors } from './selectors';
import { bodyParameters } from './specifyBody';
import { writeJobParameters } from './writeJob';

/** Every parameter of the Propexo Accounting node, in the order in which a form asks for them. */
export const accountingParameters: INodeProperties[] = [
	...selectors(RESOURCES, READ_RESOURCES),
	...noticeParameters(RESOURCES, WRITES),
	...bodyParameters(WRITES),
	...fieldParameters(WRITES),
	...readParameters(READS),
	...writeJobParameters,
	...optionParameters(WRITES),
];
