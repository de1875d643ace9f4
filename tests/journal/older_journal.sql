-- A journal of schema 2 as commit 7fecfea wrote it: sqlite3's dump, and the two numbers in its header.
PRAGMA application_id = 1179408210;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE alarm_history (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    supervisor TEXT NOT NULL,
    peripheral_id INTEGER NOT NULL,
    alarm_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    who TEXT NOT NULL,
    agent_id TEXT,
    name TEXT NOT NULL,
    connection_call_id INTEGER,
    connection_device_id_type INTEGER,
    connection_device_id TEXT,
    text TEXT NOT NULL,
    reason TEXT NOT NULL
);
INSERT INTO "alarm_history" VALUES(1,'2027-01-15T08:00:00.000000Z','9001',5000,1,'EMERGENCY','NORMAL','UNACK-ACTIVE','','1004','Okafor, Ada',8801,0,'3004','Agent pressed the emergency key','');
INSERT INTO "alarm_history" VALUES(2,'2027-01-15T08:00:02.500000Z','9001',5000,1,'EMERGENCY','UNACK-ACTIVE','UNACK-ACTIVE','','1004','Okafor, Ada',8801,0,'3004','Agent pressed the emergency key','once more');
INSERT INTO "alarm_history" VALUES(3,'2027-01-15T08:00:03.500000Z','9001',5000,1,'EMERGENCY','UNACK-ACTIVE','ACK-ACTIVE','9001','1004','Okafor, Ada',8801,0,'3004','Agent pressed the emergency key','');
INSERT INTO "alarm_history" VALUES(4,'2027-01-15T08:00:03.500000Z','9001',5000,2,'Assist','NORMAL','UNACK-CLEARED','','1005','Grün, Zoë — 漢',NULL,NULL,NULL,'asks for a supervisor','the call ended');
INSERT INTO "alarm_history" VALUES(5,'2027-01-15T08:00:03.500000Z','9001',5000,3,'Too long','NORMAL','SHELVED','','1006','x\ud83d' || char(27) || '[31m',8802,0,'3006','on hold for more than 2 min','');
INSERT INTO "alarm_history" VALUES(6,'2027-01-15T08:00:03.500000Z','9001',5000,4,'Link','NORMAL','UNACK-ACTIVE','',NULL,'',NULL,NULL,NULL,'the session is lost','');
INSERT INTO "alarm_history" VALUES(7,'2027-01-15T08:00:04.500000Z','9001',5000,4,'Link','UNACK-ACTIVE','NORMAL','9001',NULL,'',NULL,NULL,NULL,'the session is lost','online again');
CREATE TABLE alarm_now (
    supervisor TEXT NOT NULL,
    peripheral_id INTEGER NOT NULL,
    alarm_id INTEGER NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (supervisor, peripheral_id, alarm_id)
) WITHOUT ROWID;
INSERT INTO "alarm_now" VALUES('9001',5000,1,'{"alarm_id": 1, "kind": "EMERGENCY", "state": "ACK-ACTIVE", "raised": 1800000000.0, "agent_id": "1004", "name": "Okafor, Ada", "extension": "3004", "connection": [8801, 0, "3004"], "text": "Agent pressed the emergency key", "ani": "+1 555 0100", "acknowledged": 1800000003.5, "cleared": null, "cleared_reason": "", "last_raised": 1800000002.5, "count": 2, "found_after_reconnect": false, "by_event": true, "by_call": true, "raises": [1800000000.0, 1800000002.5], "painted": 1800000001.5, "shelved_until": null, "shelved_reason": ""}');
INSERT INTO "alarm_now" VALUES('9001',5000,2,'{"alarm_id": 2, "kind": "Assist", "state": "UNACK-CLEARED", "raised": 1800000003.5, "agent_id": "1005", "name": "Gr\u00fcn, Zo\u00eb \u2014 \u6f22", "extension": "3005", "connection": null, "text": "asks for a supervisor", "ani": "", "acknowledged": null, "cleared": 1800000008.5, "cleared_reason": "the call ended", "last_raised": 1800000003.5, "count": 1, "found_after_reconnect": true, "by_event": false, "by_call": false, "raises": [], "painted": null, "shelved_until": null, "shelved_reason": ""}');
INSERT INTO "alarm_now" VALUES('9001',5000,3,'{"alarm_id": 3, "kind": "Too long", "state": "SHELVED", "raised": 1800000003.5, "agent_id": "1006", "name": "x\ud83d\u001b[31m", "extension": "3006", "connection": [8802, 0, "3006"], "text": "on hold for more than 2 min", "ani": "", "acknowledged": null, "cleared": null, "cleared_reason": "", "last_raised": 1800000003.5, "count": 1, "found_after_reconnect": false, "by_event": false, "by_call": false, "raises": [], "painted": null, "shelved_until": 1800001803.5, "shelved_reason": "waits for a colleague"}');
CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    request INTEGER,
    supervisor TEXT NOT NULL,
    agent_id TEXT NOT NULL,
    peripheral_id INTEGER NOT NULL,
    connection_call_id INTEGER,
    connection_device_id_type INTEGER,
    connection_device_id TEXT,
    action TEXT NOT NULL,
    outcome TEXT NOT NULL,
    milliseconds INTEGER,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO "audit" VALUES(1,'2027-01-15T08:00:04.500000Z','request',NULL,'9001','1004',5000,8801,0,'3004','BARGE_IN','',NULL,'0000000000000000000000000000000000000000000000000000000000000000','c9a79efff9c928610132fd7b646f086eb4d06cf472c3b382b9ec50d0fffbe7a0');
INSERT INTO "audit" VALUES(2,'2027-01-15T08:00:04.750000Z','outcome',1,'9001','1004',5000,8801,0,'3004','BARGE_IN','confirmed by the server',250,'c9a79efff9c928610132fd7b646f086eb4d06cf472c3b382b9ec50d0fffbe7a0','60d84e705b9e4d59c58432b3710a936032e5c065b7f84c6f4a5d7d3ed09cef8a');
INSERT INTO "audit" VALUES(3,'2027-01-15T08:00:04.750000Z','outcome',1,'9001','1004',5000,8801,0,'3004','BARGE_IN','seen in call events: BARGED IN',912,'60d84e705b9e4d59c58432b3710a936032e5c065b7f84c6f4a5d7d3ed09cef8a','b745c668766ca8dfb30cb42add0aa5eaadd55f846ee2981e1bfaef77d6e00e28');
INSERT INTO "audit" VALUES(4,'2027-01-15T08:00:12.750000Z','request',NULL,'9001','1004',5000,8801,0,'3004','INTERCEPT','not on disk before it was sent: the journal could not be written then',NULL,'b745c668766ca8dfb30cb42add0aa5eaadd55f846ee2981e1bfaef77d6e00e28','d5bfe03f88ea0fc02aecccf28bc9670a13406c14fb411c62e5db290e943145e5');
INSERT INTO "audit" VALUES(5,'2027-01-15T08:00:12.750000Z','outcome',4,'9001','1004',5000,8801,0,'3004','INTERCEPT','refused by the server: Not offered — 82 \ud800',30,'d5bfe03f88ea0fc02aecccf28bc9670a13406c14fb411c62e5db290e943145e5','045cb197d4cbbf59164605201f825dca81f7fa337124fdc22282db88915d8285');
INSERT INTO "audit" VALUES(6,'2027-01-15T08:00:12.750000Z','request',NULL,'9001','1005',5000,NULL,NULL,NULL,'CLEAR','',NULL,'045cb197d4cbbf59164605201f825dca81f7fa337124fdc22282db88915d8285','01bda86d7b7c96e5a41aefaadbbcf9511da23a19ee1a6f1b2f5229f7473c5d5c');
INSERT INTO "audit" VALUES(7,'2027-01-15T08:00:12.750000Z','outcome',6,'9001','1005',5000,NULL,NULL,NULL,'CLEAR','outcome unknown: the session was closed',15000,'01bda86d7b7c96e5a41aefaadbbcf9511da23a19ee1a6f1b2f5229f7473c5d5c','583bc457629388512993fc0254bedeb836f1ca61ee85ce01731c585fe55881b9');
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO "counters" VALUES('alarm ids',1000000);
INSERT INTO "counters" VALUES('probe',1);
CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is never deleted'); END;
CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;
CREATE TRIGGER alarm_history_kept BEFORE DELETE ON alarm_history BEGIN SELECT RAISE(ABORT, 'the alarm history is never deleted'); END;
CREATE TRIGGER alarm_history_fixed BEFORE UPDATE ON alarm_history BEGIN SELECT RAISE(ABORT, 'the alarm history is never changed'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('alarm_history',7);
INSERT INTO "sqlite_sequence" VALUES('audit',7);
COMMIT;
