import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { itemTag } from '../../../nodes/Propexo/actions/common/formatItems';
import { ISSUES } from '../../../nodes/Propexo/actions/messages';
import { fieldLabel } from '../../../nodes/Propexo/catalogue/labels';
import { SCHEMA_MESSAGES } from '../../../nodes/Propexo/catalogue/schema/schemaMessages';
import { contract, operationName } from '../../sandbox/contract';
import { rowLabel } from '../support/expectedTexts';
import { byId } from '../support/form';
import { setUp, writesOf } from '../support/setup';
import { minimalBody } from '../support/writeCases';

const setup = setUp();

const MEGABYTE = 1024 * 1024;

const file = (megabytes: number, mimeType = 'application/pdf', fileName = 'bill.pdf') => ({
	data: 'A'.repeat(Math.ceil((megabytes * MEGABYTE) / 3) * 4),
	mimeType,
	fileName,
});

const entrataBill: INodeParameters = {
	resource: 'invoice',
	operation: 'create',
	pms: 'entrata',
	integrationId: byId('intg-entrata-1'),
	vendorId: byId('vendor'),
	vendorLocationId: byId('place'),
	invoiceNumber: 'A-1',
	invoiceDate: '2026-11-30',
	totalAmountInCents: 100,
	invoiceItems: {
		values: [
			{
				propertyId: byId('p'),
				financialAccountId: byId('f'),
				totalAmountInCents: 100,
				notes: 'Paint',
			},
		],
	},
	additionalFields: { attachmentsBinaryProperties: 'scan, letter' },
};

const registerImage: INodeParameters = {
	resource: 'payableRegister',
	operation: 'uploadFile',
	pms: 'yardi',
	integrationId: byId('intg-yardi-1'),
	payableRegisterId: byId('register'),
	attachmentBinaryProperty: 'scan',
};

const run = async (parameters: INodeParameters, binary: INodeExecutionData['binary']) =>
	await setup.engine.run({ parameters, items: [{ json: {}, ...(binary && { binary }) }] });

it('two files → sent as base64 with their names and types', async () => {
	const letter = {
		data: Buffer.from('Dear Sir').toString('base64'),
		mimeType: 'text/plain',
		fileName: 'letter.txt',
	};
	const { error } = await run(entrataBill, { scan: file(0.001), letter });

	expect(error).toBeUndefined();
	expect((writesOf(setup)[0]!.body as { attachments: unknown[] }).attachments).toEqual([
		{ file_data: file(0.001).data, file_name: 'bill.pdf', mime_type: 'application/pdf' },
		{ file_data: letter.data, file_name: 'letter.txt', mime_type: 'text/plain' },
	]);
});

it.each([
	[
		'a binary property that does not exist',
		entrataBill,
		{ scan: file(0.001) },
		'attachments',
		ISSUES.noFile('letter', ['scan']),
	],
	['an item without files', registerImage, undefined, 'attachment', ISSUES.noFile('scan', [])],
	[
		'files over 50 MB together',
		entrataBill,
		{ scan: file(26), letter: file(26) },
		'attachments',
		ISSUES.totalFileSize('50.0 MB', '52.0 MB'),
	],
	[
		'a file above the limit of its field',
		registerImage,
		{ scan: file(48, 'image/png') },
		'attachment',
		ISSUES.fileSize('scan', '47.6 MB', '48.0 MB'),
	],
	[
		'a file of another type',
		registerImage,
		{ scan: file(0.001) },
		'attachment',
		ISSUES.fileType('scan', 'image/png', 'application/pdf'),
	],
	[
		'a file whose name has no extension',
		entrataBill,
		{ scan: file(0.001, 'application/pdf', 'bill'), letter: file(0.001) },
		'attachments',
		ISSUES.fileExtension('bill'),
	],
	[
		'a file without a name',
		entrataBill,
		{ scan: { ...file(0.001), fileName: undefined }, letter: file(0.001) },
		'attachments',
		ISSUES.fileExtension('scan'),
	],
	[
		'a file whose name has a folder',
		entrataBill,
		{ scan: file(0.001, 'application/pdf', '../bill.pdf'), letter: file(0.001) },
		'attachments',
		ISSUES.fileName('../bill.pdf'),
	],
	[
		'a file that is not base64',
		registerImage,
		{ scan: { ...file(0.001, 'image/png'), data: 'AAA-' } },
		'attachment',
		ISSUES.base64,
	],
	[
		'two files for a field that takes one',
		{ ...registerImage, attachmentBinaryProperty: 'scan, letter' },
		{ scan: file(0.001, 'image/png') },
		'attachment',
		ISSUES.singleFile,
	],
])('%s → refused before anything is sent', async (_, parameters, binary, field, issue) => {
	const { error } = await run(parameters, binary as INodeExecutionData['binary']);

	expect(error?.message).toBe(`${fieldLabel(field)} ${issue} ${itemTag(0)}`);
	expect(setup.sandbox.requests).toEqual([]);
});

it('a file without a name whose extension n8n knows → named like its property', async () => {
	const scan = { ...file(0.001), fileName: undefined, fileExtension: 'pdf' };
	await run({ ...entrataBill, additionalFields: { attachmentsBinaryProperties: 'scan' } }, {
		scan,
	} as unknown as INodeExecutionData['binary']);

	expect(writesOf(setup)[0]!.body).toMatchObject({ attachments: [{ file_name: 'scan.pdf' }] });
});

describe('files in a JSON body', () => {
	const pdf = { file_data: 'JVBERi0=', file_name: 'bill.pdf', mime_type: 'application/pdf' };
	const characters = (megabytes: number) => 'A'.repeat(Math.ceil((megabytes * MEGABYTE) / 3) * 4);
	const bodyOf = (name: string) =>
		minimalBody(contract.writes.find((write) => operationName(write) === name)!);
	const runJson = async (name: string, changes: Record<string, unknown>) => {
		const [resource, operation, pms] = name.split('.');
		return await setup.engine.run({
			parameters: {
				...{ resource, operation, pms },
				payableRegisterId: byId('register'),
				vendorId: byId('vendor'),
				specifyBody: 'json',
				bodyJson: { ...bodyOf(name), ...changes },
			} as INodeParameters,
		});
	};
	const attachments = (part: string) => rowLabel('attachments', 1, part);
	const PNG_LABEL = `${fieldLabel('attachment')}, ${fieldLabel('file_data')}`;

	it.each<[what: string, name: string, changes: Record<string, unknown>]>([
		['a PDF', 'invoice.create.entrata', { attachments: [pdf] }],
		['none', 'invoice.create.entrata', { attachments: null }],
		['a PNG', 'payableRegister.uploadFile.yardi', {}],
		['a PDF', 'vendor.uploadFile.propertyware', { attachment: pdf }],
	])('%s for %s → sent', async (_, name, changes) => {
		const { error } = await runJson(name, changes);

		expect(error).toBeUndefined();
		expect(writesOf(setup)).toHaveLength(1);
	});

	it.each<[what: string, name: string, changes: Record<string, unknown>, message: string]>([
		[
			'a JPEG where only PNG is taken',
			'payableRegister.uploadFile.yardi',
			{ attachment: { file_data: '/9j/4AAQSkZJRg==' } },
			`${PNG_LABEL} ${ISSUES.fileContent('image/png')}`,
		],
		[
			'a file above the limit of its field',
			'payableRegister.uploadFile.yardi',
			{ attachment: { file_data: `iVBORw0KGgoA${characters(48)}` } },
			`${PNG_LABEL} ${ISSUES.fileSize('file_data', '47.6 MB', '48.0 MB')}`,
		],
		[
			'a data URL',
			'invoice.create.entrata',
			{ attachments: [{ ...pdf, file_data: `data:application/pdf;base64,${pdf.file_data}` }] },
			`${attachments('file_data')} ${ISSUES.base64}`,
		],
		[
			'base64 with line breaks',
			'invoice.create.entrata',
			{ attachments: [{ ...pdf, file_data: 'JVBE\nRi0=' }] },
			`${attachments('file_data')} ${ISSUES.base64}`,
		],
		[
			'base64 without its padding',
			'invoice.create.entrata',
			{ attachments: [{ ...pdf, file_data: 'JVBERi0' }] },
			`${attachments('file_data')} ${ISSUES.base64}`,
		],
		[
			'a name without an extension',
			'invoice.create.entrata',
			{ attachments: [{ ...pdf, file_name: 'bill' }] },
			`${attachments('file_name')} ${ISSUES.fileExtension('bill')}`,
		],
		[
			'a name with a folder',
			'vendor.uploadFile.propertyware',
			{ attachment: { ...pdf, file_name: 'C:\\bill.pdf' } },
			`${fieldLabel('attachment')}, file_name ${ISSUES.fileName('C:\\bill.pdf')}`,
		],
		[
			'a name with a control character',
			'invoice.create.entrata',
			{ attachments: [{ ...pdf, file_name: 'bill\n.pdf' }] },
			`${attachments('file_name')} ${ISSUES.fileName('bill\n.pdf')}`,
		],
		[
			'files over 50 MB together',
			'invoice.create.entrata',
			{ attachments: [26, 26].map((size) => ({ ...pdf, file_data: characters(size) })) },
			`${fieldLabel('attachments')} ${ISSUES.totalFileSize('50.0 MB', '52.0 MB')}`,
		],
	])('%s for %s → refused before anything is sent', async (_, name, changes, message) => {
		const { error } = await runJson(name, changes);

		expect(error?.message).toBe(`${message} ${itemTag(0)}`);
		expect(setup.sandbox.requests).toEqual([]);
	});

	it('what is not a file → refused by the schema', async () => {
		const { error } = await runJson('invoice.create.entrata', { attachments: ['bill.pdf'] });

		expect(error?.message).toContain(SCHEMA_MESSAGES.object);
	});
});

it('a file of 0.5 MB → its content is neither in the output nor in the data kept for retries', async () => {
	const scan = file(0.5, 'image/png', 'scan.png');
	const { items, run: execution } = await run(registerImage, { scan });

	expect(items[0]!.json.result).toMatchObject({
		attachment: { file_data: expect.stringMatching(/^\(\d+ characters\)$/) as string },
	});
	expect(JSON.stringify(execution.data.executionData?.contextData)).not.toContain(
		scan.data.slice(0, 1_000),
	);
});

it('a workflow that keeps files in the JSON (binary mode combined) → the file is found there', async () => {
	const scan = { ...file(0.001, 'image/png', 'scan.png'), fileType: 'image' };
	const { error } = await setup.engine.run({
		parameters: { ...registerImage, attachmentBinaryProperty: 'page.scan' },
		items: [{ page: { scan } }],
		workflowSettings: { binaryMode: 'combined' },
	});

	expect(error).toBeUndefined();
	expect((writesOf(setup)[0]!.body as { attachment: unknown }).attachment).toEqual({
		file_data: scan.data,
	});
});
