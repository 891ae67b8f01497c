import type { settings as english } from "../en/settings.ts";

export const settings: typeof english = {
  common: { code: "编码", name: "名称", state: "状态", add: "添加", saved: "已保存", added: (name) => `已添加 ${name}`, nothingChanged: "没有改动", meanwhile: { other: () => "刚有别人保存过这里。你正在填的内容保留，其他字段已是最新内容。", same: (fields) => `你正在改的字段刚被别人改过：${fields}。你填的内容保留，保存后会覆盖对方的修改。` }, required: (field) => `缺少${/^[A-Za-z]/.test(field) ? " " : ""}${field}`, all: "全部", none: "无", active: "使用中", inactive: "停用", isDefault: "默认" },
  address: { title: "地址", name: "联系人", company: "公司", line1: "街道地址", line2: "街道地址第二行", city: "城市", state: "省、州", postcode: "邮编", country: "国家", phone: "电话" },
  warehouses: { title: "仓库", hint: "货从哪里发出，也是面单上的寄件人", add: "添加仓库", empty: "还没有仓库", emptyHint: "包裹要有发货仓库。没有规则指定时由默认仓库发货。", kind: "类型", kinds: { own: "本地仓", third_party: "海外仓" }, makeDefault: "没有规则指定的包裹由它发货", city: "所在地" },
  methods: {
    title: "物流方式", hint: "物流商的一种产品，以及能运什么", add: "添加物流方式", empty: "还没有物流方式", emptyHint: "物流方式是物流账号下的一种产品，或自己绘制的标签。自动规则从中选择。", carrier: "物流账号", noCarrier: "不用物流账号", noCarrierHint: "由物流商返回单号需要物流账号；没有就用单号池。", service: "服务", serviceHint: "物流商对这个产品的叫法", books: "下单时机", booksText: { before_stock: "配货前（免费预报）", after_stock: "配货后（付费面单）" }, booksShort: { before_stock: "配货前", after_stock: "配货后" },
    numbers: "跟踪号", numberText: { api: "物流商返回", number_pool: "单号池", none: "无单号" }, label: "面单", labelText: { carrier: "物流商面单", own: "自己的模板" }, channelCarrier: "平台承运商", channelCarrierHint: "按平台的写法，如 USPS", maxWeight: "最大重量（克）", countries: "国家", anywhere: "全球", anyWarehouse: "全部仓库", warehouses: "发货仓库", limit: "运费超过则询问", noLimit: "不限", active: "规则可选用",
    pool: "单号池", poolFree: (n) => `剩 ${n} 个`, poolEmpty: "没有单号", addNumbers: "导入单号", numbersHint: "每行一个，或用空格分隔", numbersDone: (added, known) => `新增 ${added} 个，${known} 个已存在`, badNumber: (line) => `${line} 不是单号：只能是 4 到 40 位字母和数字；带连字符的单号，平台会拒收`, carries: "可运", limits: "限制",
  },
  rules: {
    title: "自动规则", hint: { method: "从上往下，第一条符合的生效；都不符合的包裹卡单，等人指定", warehouse: "从上往下，第一条符合的生效；都不符合的按店铺设置" }, decisions: { method: "物流方式", warehouse: "发货仓库" },
    when: "当", and: "且", always: "所有包裹", then: { method: "用", warehouse: "从" }, otherwise: { method: "都不符合：包裹卡单，等人指定，不猜物流方式。", warehouse: "都不符合：由默认仓库发货；店铺设为多仓库时，由先满足全部商品的仓库发。" }, addRule: "添加规则", addCondition: "且…", chooseFact: "选择条件", choose: "请选择…", remove: "删除规则", duplicate: "复制", removeCondition: "删除条件", name: "规则名称", unnamed: "规则", on: "启用", off: "停用", up: "上移", down: "下移", dragHint: "拖动排序，或按 Alt 加 ↑ ↓",
    facts: { channel: "平台", site: "站点", account: "店铺", country: "国家", postcode: "邮编", currency: "币种", amount: "订单金额", weightG: "重量", qty: "件数", skus: "商品", requestedService: "客选物流" },
    ops: { in: "是", not_in: "不是", begins: "开头是", not_begins: "开头不是", contains: "包含", not_contains: "不包含", some_in: "含有任一", all_in: "全部属于", none_in: "不含", between: "为" },
    range: { from: (a) => `不低于 ${a}`, to: (b) => `不超过 ${b}`, both: (a, b) => `在 ${a} 到 ${b} 之间`, least: "不低于", most: "不超过", open: "不限", currency: "币种" }, or: "、",
    valuesHint: "回车保留一个值", more: (n) => ` +${n}`,
    matches: (n) => `符合 ${n}`, wins: (n) => `生效 ${n}`, window: (n) => `近 30 天 ${n} 个包裹`, unrouted: (n) => `${n} 个没有结果`, changed: (n) => `${n} 个结果与当时不同`, preview: "按此草稿", previewActive: "规则效果", firstFive: "前五个", noMatch: "近 30 天没有符合的包裹", loading: "统计中",
    neverBoth: (a, b) => `不会命中：没有包裹能同时满足“${a}”和“${b}”。删除或修改其中一个条件。`, neverSame: (no, name) => `不会生效：符合它的包裹都先被第 ${no} 条“${name}”取走，而且去向相同。可以删除这条。`, neverBut: (no, name) => `被第 ${no} 条“${name}”覆盖：符合它的包裹都先走那一条，只有那一条的去向运不了时才轮到它。要让它生效，移到那一条之前。`, moveAbove: (no) => `移到第 ${no} 条之前`, neverOff: "已停用", noTarget: "目标已不存在", targetOff: "物流方式已停用", incomplete: "还有内容没有选择", shadowed: "近 30 天有符合的包裹，但都被前面的规则取走。上移这条，或收窄前面的条件。",
    activate: "启用", activateTitle: (version) => `启用第 ${version} 版`, activateHint: "已定的结果不变，之后的包裹按新规则。", activated: (version) => `第 ${version} 版已启用`, noChange: "近 30 天的包裹结果都不会变。", was: "原来", becomes: "变为", nobody: "没有结果", moreChanges: (n) => `另有 ${n} 个`, discard: "放弃草稿", draft: "草稿", draftOf: (version) => `基于第 ${version} 版`, activeVersion: (version) => `第 ${version} 版`, stale: "其间有人启用了另一版。草稿已保留，请核对差异后再启用。", rebase: "改为基于当前版本",
    tryTitle: "用订单试算", tryHint: "订单号或包裹号", tryVerb: "试算", decided: (name) => `结果：${name}`, noDecision: "没有规则生效", factsOf: "规则看到的内容", history: "历史版本", by: "由", ruleCount: (n) => `${n} 条规则`, take: "作为草稿", look: "查看", empty: "还没有规则", emptyHint: "一条规则就是一句话：当包裹符合条件时，这样发货。",
    is: { won: "生效", off: "已停用", condition_failed: "不符合", target_unusable: "符合但运不了", came_later: "也符合，排在后面" },
    unmet: (needs, here) => `需要：${needs}；此单：${here}`, keptHere: "只保存在这个浏览器里，只有你能看到，启用后才对所有人生效",
  },
  accounts: {
    title: "账号", hint: "店铺、收款、物流账号，以及是否正常", add: "绑定账号", empty: "还没有绑定账号", emptyHint: "绑定店铺后订单开始进来，绑定 PayPal 核对付款，绑定物流商下单取面单。", kinds: { shop: "店铺", payment: "收款账号", carrier: "物流账号" }, kind: "类型", service: "平台", site: "站点", colour: "颜色", health: "状态", last: "最近成功", proof: "验证程度",
    proofs: { recorded: "已用真实录制核对", contract: "已按官方契约核对", documentation: "按文档编写", unverified: "未验证" },
    proofHints: { recorded: "此处没有连接过真实服务：用真实服务的录制报文回放核对过。", contract: "此处没有连接过真实服务：请求和返回按官方契约核对过。", documentation: "按官方文档编写，没有其他核对。", unverified: "没有核对过。" },
    feeds: { orders: "订单", messages: "站内信", payments: "付款记录", tracking: "轨迹" }, feed: "数据", success: "最近成功", stopped: { signed_out: "重新授权后", paused: "恢复后" }, next: "下次", syncedTo: "已同步到", failures: (n) => `连续失败 ${n} 次`, error: "最近错误", never: "从未", well: "正常",
    recount: {
      title: "对账", now: "立即对账", begun: "开始对账", never: "还没有对过账", next: "下次：", whole: "没有遗漏",
      hint: { shop: (at, zone) => `每天 ${at}（${zone}）重新列出最近几天的订单，按单号和版本逐一比对，漏单自动补抓。`, payment: (at, zone) => `每天 ${at}（${zone}）重新列出最近几天的付款记录逐一比对，遗漏的自动补取。`, carrier: (at, zone) => `每天 ${at}（${zone}）查看最近 60 天的全部轨迹，平时只查较新的包裹。` },
      days: (n) => `${n} 天`, compared: (n) => `比对 ${n} 条`, found: (missing, outdated) => `漏 ${missing} 条，版本落后 ${outdated} 条，均已补抓`, news: (n) => `${n} 个包裹有新轨迹`, underWay: (n) => `对账中，已比对 ${n} 条`,
    },
    keptLabels: { title: "未能作废的面单", hint: "已付费但没有包裹使用，物流商没有同意作废。请到物流商网站申请退款，每条在这里保留 60 天。", count: (n) => `${n} 张面单未能作废` },
    bookingRefused: { title: "拒绝下单", hint: "在再次下单成功、你点“立即同步”或重新授权之前，账号保持授权失效：能同步数据并不说明能下单。" },
    poll: "立即同步", polled: "正在同步", pollFollows: "同步正在进行，完成后会再同步一次；若已停滞，一分钟内重新开始", pause: "暂停", resume: "恢复", paused: "已暂停", resumed: "已恢复", reconnect: "重新授权", reconnectHint: "账号不变，只需重新填写密钥；验证通过后才替换旧的。", credentials: "授权信息", kept: "已保存", settings: "设置", connectVerb: "绑定", proving: "正在验证授权信息", baseUrl: "接口地址", baseUrlHint: "除非连接测试环境，否则不用改", connected: (name) => `已绑定 ${name}`, present: (end) => `当前 ${end}`, secretHint: "加密保存，不再显示",
    provenBy: "付款以什么为准", provenByText: { channel: "平台的付款状态", own_records: "自己的收款记录" }, tolerance: "容差", toleranceHint: "单位是分（最小货币单位）：差额不超过这个数就算金额相符", merge: "同一买家的订单", mergeText: { ask: "提示合并", auto: "自动合并", never: "分开发货" }, mergeWait: "等待更多订单（分钟）", warehousePolicy: "没有规则时的发货仓", warehousePolicyText: { default_warehouse: "默认仓库，缺货就等", several_warehouses: "多仓库：先满足全部商品的仓库" }, outagePolicy: "发货扫描时平台无响应", outagePolicyHint: "照常发货只限 24 小时内向平台核对过的订单，包裹记录会注明发货时未能核对。", outagePolicyText: { ship: "照常发货", wait: "等平台恢复再发" }, asks: "除金额外还核对", asksPayerAddress: "付款地址不同或未验证", asksUnprotected: "没有卖家保障", paymentAccount: "收款账号", noPaymentAccount: "无",
    scopes: "卖家授权时必须包含以下权限范围（OAuth scopes），点击复制：",
    whence: {
      "ebay.clientId": "在 eBay Developers Program 的 Application Keys 页面，Production 一栏的 App ID (Client ID)",
      "ebay.clientSecret": "在 eBay Developers Program 的 Application Keys 页面，Production 一栏的 Cert ID (Client Secret)",
      "ebay.refreshToken": "在 eBay Developers Program 的 User Tokens 页面，用卖家账号完成 OAuth 授权后得到的 Refresh Token",
      "ebay.userName": "授权时登录的 eBay 店铺用户名",
      "paypal.clientId": "在 PayPal Developer Dashboard 的 Apps & Credentials 页面，Live 环境下应用的 Client ID",
      "paypal.clientSecret": "在 PayPal Developer Dashboard 的 Apps & Credentials 页面，Live 环境下应用的 Secret",
      "easypost.apiKey": "在 EasyPost Dashboard 的 API Keys 页面，Production 的密钥",
    },
    fields: { clientId: "Client ID", clientSecret: "Client Secret", refreshToken: "Refresh Token", userName: "卖家用户名", apiKey: "API Key" },
  },
  people: {
    members: "员工", looks: "买家信息查看记录", mayDo: "权限", looksHint: "脱敏的买家信息，何时被谁查看，哪个订单", lookedAt: "时间", lookedBy: "员工", lookedOrder: "订单", nobodyLooked: "还没有人查看过脱敏的买家信息",
    title: "员工", hint: "谁能做什么，修改后下一次请求生效", add: "添加员工", empty: "还没有其他员工", email: "邮箱", role: "角色", password: "初始密码", passwordHint: "至少 10 个字符，当面告知，之后可修改。", newPassword: "新密码", newPasswordHint: "留空则不变", seen: "最近登录", never: "从未", enabled: "正常", disabled: "已停用", mayEnter: "允许登录", myAccount: "我的账号", othersEnd: "其他设备上的登录会失效。", current: "当前密码", changed: "已修改，其他登录已失效", change: "修改密码", you: "我",
    does: {
      owner: "全部权限，包括账号和员工", manager: "除授权信息和员工外的全部", service: "订单、审核、合并", purchaser: "查看库存、缺货和订单，买家信息脱敏", warehouse: "拣货、打单、发货、入库", picker: "领波次拣货", packer: "打单和扫描发货", finance: "查看订单和库存，认领付款；查看买家信息留记录", readonly: "只能查看，买家信息脱敏",
    },
  },
};
