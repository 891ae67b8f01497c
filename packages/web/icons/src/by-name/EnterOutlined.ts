export { EnterOutlined as default } from "../drawings.ts";
