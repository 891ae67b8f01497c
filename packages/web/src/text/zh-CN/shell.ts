import { demoOpenMost } from "@argosy/core/demo.ts";
import type { shell as english } from "../en/shell.ts";

export const shell: typeof english = {
  product: "商舶",
  company: "公司",
  nav: {
    board: "看板", orders: "订单", parcels: "包裹", goods: "货品", settings: "设置", allOrders: "全部订单", allParcels: "全部包裹", stock: "库存", moves: "库存流水", catalogue: "商品",
    purchasing: "采购", rules: "自动规则", warehouses: "仓库", methods: "物流方式", accounts: "账号", people: "员工", scan: "扫描台", template: "打印模板",
    collapse: "收起", expand: "展开", main: "主菜单",
    free: (n) => `${n} 个正常`, heldCount: (n) => `${n} 个卡单`, overdueCount: (n) => `${n} 个超时`,
  },
  bar: {
    search: (buyers) => (buyers ? "搜索单号、跟踪号、SKU、买家或命令" : "搜索单号、跟踪号、SKU 或命令"), account: "全部账号", language: "语言", theme: "外观", light: "浅色", dark: "深色", system: "跟随系统", signOut: "退出登录", jobs: "任务", keys: "快捷键", demo: "模拟事件",
    live: "实时更新", out: "服务器或数据库没有响应，正在重试，数据没有丢失", back: "服务器和数据库已恢复，数据没有丢失。", lost: "连接中断，正在重连", changePassword: "我的账号与密码", bell: "待处理", bellCount: (stopped, all) => `共 ${all} 类事项，${stopped} 类标红`, bellNone: "暂无需要人工处理的事项。授权失效的账号、无法识别的报文、卡单和超时会显示在这里。",
  },
  list: {
    all: "全部", free: "正常", held: "卡单", overdue: "超时", addFilter: "筛选", clear: "清除筛选", clearOne: (name) => `清除筛选：${name}`, filterRefused: (name, value) => `筛选“${name}”不能是“${value}”`, more: "显示更多", matching: (n) => `共 ${n} 条`, orMore: (n) => `${n}+`,
    shown: (n, of) => `已显示 ${n} / ${of}`, chosen: (n) => `已选 ${n} 条`, outOfView: (n) => `其中 ${n} 条不在当前列表`, chooseAll: (n) => `选中全部 ${n} 条`, chosenAll: (n) => `已选中全部 ${n} 条`, unchoose: "取消选择",
    columns: "列", moveUp: (name) => `上移${name}`, moveDown: (name) => `下移${name}`, columnsHint: "拖动可排序；在表头边缘拖动可调列宽，双击还原。", columnsReset: "恢复默认", density: "行高", compact: "紧凑", roomy: "宽松", refresh: "刷新", nothing: "暂无数据", nothingMatches: "没有符合筛选的记录", nothingMatchesWhy: "还有其他记录，被当前筛选隐藏了。",
    failed: "列表读取失败", failedWhy: "数据没有丢失，当前显示的可能不是最新。", retry: "重试", chooseRow: "选择此行", chooseEvery: "选择已显示的全部行", open: "打开", close: "关闭", previous: "上一个", next: "下一个", loading: "加载中",
    otherVerbs: "更多", search: "在列表中搜索", searchTravellers: (buyers) => (buyers ? "单号、姓名、邮箱、电话、邮编" : "单号、包裹号、跟踪号"), anyValue: "不限", typeValue: "输入内容",
  },
  batch: {
    title: (what, n) => `${what} · ${n} 条`, refuse: (n, of, why) => `${of} 条中有 ${n} 条：${why}`, allRefuse: "所选的都不能执行此操作",
    running: "执行中", done: (n) => `成功 ${n} 条`, refused: (n) => `未成功 ${n} 条`, retry: "重试未成功的", close: "关闭", reason: "原因", reasonNeeded: "需要填写原因", reasonHint: "会记入时间线", run: (what, n) => `${what} ${n} 条`, cancel: "返回",
    until: "直到", jobs: "本次登录的任务", noJobs: "还没有任务。批量操作的逐条结果会显示在这里。", undo: "撤销", failed: "任务没有执行", tooMany: (n) => `一次最多处理 ${n} 条，其余的再执行一次。`, skip: (n) => `${n} 条不会执行`,
  },
  meta: {
    copy: "复制", copyId: "点击复制", copied: "已复制", notCopied: "浏览器不允许复制，请选中后手动复制", search: "搜索", yes: "是", no: "否", none: "无", unknown: "未知", save: "保存", edit: "修改", cancel: "返回", close: "关闭", back: "返回", more: (n) => `另 ${n} 个`, moreGoods: (n) => `+${n}`, ago: (span) => (span === "刚刚" ? span : `${span}前`), inTime: (span) => (span === "刚刚" ? "马上" : `剩 ${span}`), ours: "平台未给发货时限，按下单后 3 天计", late: (span) => (span === "刚刚" ? "刚超时" : `超时 ${span}`),
    now: "刚刚", ofField: (name, words) => `${name}：${words}`, pieces: (n) => `${n} 件`, stillWaiting: "服务器还没有响应，响应后页面会自动打开。", loadFailed: "读取失败", notFound: "没有这个页面", toBoard: "回到看板", notForRole: (role) => `此页面不对“${role}”开放`, notForRoleWhy: "如需使用，请老板在“员工”中调整你的角色。", yourPages: "你的页面", zone: (zone) => `你的时区 ${zone}`, missing: "缺失", noAccess: (action) => `你的角色没有此权限（${action}）`,
  },
  keys: {
    title: "快捷键", search: "搜索", palette: "命令", help: "快捷键列表", down: "下一行", up: "上一行", choose: "选择此行", range: "连续选择", enter: "打开详情页", peek: "在旁边查看", copy: "复制单号或名称", esc: "关闭", goTo: "前往", here: "当前页面", everywhere: "全局", then: "再按",
  },
  palette: { title: "搜索与命令", nothing: "没有找到", orders: "订单", parcels: "包裹", skus: "商品", commands: "命令", hint: "输入内容搜索，回车打开", goTo: (name) => `前往${name}`, themeOf: (name) => `外观：${name}`, languageOf: (name) => `语言：${name}` },
  entry: {
    signIn: "登录", email: "邮箱", password: "密码", signInVerb: "登录", welcome: "初始化商舶", intro: "系统还是空的。先创建老板账号，此外没有任何默认账号。", owner: "老板账号", yourName: "姓名", companyName: "公司名称", again: "再输入一次密码", notSame: "两次输入的密码不一致", notEmail: "邮箱格式不对，应类似 name@example.com", missingPassword: "密码（至少 10 个字符）", passwordHint: "至少 10 个字符",
    what: "从哪里开始？", demo: "体验演示公司", demoWhy: "三个 eBay 店铺、PayPal、两个仓库和几百个订单，对接的是本机模拟的平台，任何数据都不会离开这台机器。", own: "建立我的公司", ownWhy: "从空白开始：绑定账号、录入商品，订单就会走起来。",
    token: "初始化口令", tokenHint: "在服务启动时显示的网址末尾", create: "创建并进入", creating: "正在创建，演示公司需要几秒钟", missing: (what) => `还缺：${what}`, demoCompany: "北风优品", slogan: "从出单到回传跟踪号的一天",
  },
  proof: { title: "请再次输入密码", why: "此操作落入他人之手会造成损失，而你上次输入密码已超过半小时。已填写的内容会原样保留。", go: "继续" },
  demo: {
    title: "模拟事件", intro: `点一下，模拟的平台上就发生一件事，看它进到哪个环节。页面打开时，每隔几秒也会自动来新订单；待发货的订单和包裹满 ${demoOpenMost} 个时暂停。`, see: "去看看", done: "已完成",
    moved: (n) => `${n} 个包裹`, groups: { orders: "订单", payment: "资金", messages: "买家", carrier: "物流与平台" },
    acts: {
      order: "来一个新订单", order_with_note: "来一个带留言的订单", double_order: "同一买家连下两单", unpaid_order: "来一个未付款订单", message: "买家发来站内信", change_note: "买家修改留言", cancel: "买家取消订单", ship_part_elsewhere: "另一仓库发走订单中的一件",
      paid_together: "两张订单一起付款", reversal: "PayPal 撤回一笔付款", carrier_timeout: "物流商扣费后超时", revoke_token: "一个 eBay 店铺授权失效", restore_token: "恢复店铺授权", advance_tracking: "已发出的包裹各前进一步", poison_order: "来一个无法识别的订单",
      complete_payment: "处理中的付款到账", paid_elsewhere: "来一个付款地址不符的订单", receive_short: "缺货商品到货",
    },
  },
  board: {
    title: "看板", today: "发货", due: () => "个订单和包裹 24 小时内到期", done: () => "个包裹近 24 小时已发", lateOf: (unit) => `${unit}已超时`, held: "卡单", free: "正常", oldest: (span) => (span === "刚刚" ? "最早的刚到" : `最久 ${span}`), overdue: "超时", throughput: "近 24 小时流出", accounts: "账号", readiness: "准备工作", firstStep: "现在还不会有数据，先完成这一步：", ready: "已就绪", notReady: "待完成", nothingWaits: "空", perDay: (n) => `24 小时流出 ${n}`,
    moreAsks: (n) => `另 ${n} 项见右上角铃铛`, bar: (done, due, late) => `绿色：近 24 小时已发 ${done}；灰色：24 小时内到期 ${due}；红色：已超时 ${late}`,
    units: { payload: () => "条数据", order: () => "单", parcel: () => "包裹" }, ordersHalf: "订单", parcelsHalf: "包裹", lastSuccess: (span) => (span === "刚刚" ? "刚刚同步" : `${span}前同步`), never: "还没有同步过", moreReasons: (n) => `另 ${n} 种`,
    beginning: { filling: "正在填充演示公司：首批订单正在到达，会自动流转。", waiting: "准备工作已完成：店铺有新订单后会自动出现在这里。" },
    stepsDone: (n, of) => `已完成 ${n} / ${of}`, dispensable: "按需",
    why: { shop_account: "订单从店铺抓取。", payment_account: "用收款记录核对订单是否到款；不绑定则以平台付款状态为准。", carrier_account: "用来物流下单，取跟踪号和面单。", warehouse: "货从这里发出，也是面单上的寄件人。", method: "没有物流方式，包裹会停在“订单规则”。", sku: "平台 SKU 配对到它，重量和申报资料也取自它。", rules: "自动选仓库和物流，不用逐单指定。", stock: "没有库存，包裹会停在“配货”。" },
    lacks: { address: "填写仓库地址", numbers: "导入单号池的单号", weight: "填写商品重量", customs: "填写申报资料" },
    lacksWhy: { address: "面单上要有寄件人：打开仓库，填写街道地址和城市。", numbers: "没有单号，包裹会停在“物流下单”：打开物流方式，导入单号。", weight: "规则和运费要看重量：打开商品，填写重量。", customs: "出境要申报：打开商品，填写英文申报品名和申报价值。" },
    what: { shop_account: "绑定店铺", payment_account: "绑定收款账号", carrier_account: "绑定物流账号", warehouse: "添加仓库", method: "添加物流方式", sku: "录入商品", rules: "编写自动规则", stock: "入库" },
  },
  statuses: { connected: "正常", silent: "后台未抓取", degraded: "异常", signed_out: "授权失效", paused: "已暂停" },
  roles: { owner: "老板", manager: "主管", service: "客服", purchaser: "采购", warehouse: "仓库主管", picker: "拣货员", packer: "打包员", finance: "财务", readonly: "只读" },
};
