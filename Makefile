# One command each. `make run` and `make test` are all a new machine needs (Python 3.11 and pip's usual registry).
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN    := .venv/bin
OUT    ?= out
READY  := .venv/.installed
# One thread a numeric library and passive waiting: on two cores the libraries otherwise wait for each other.
export OMP_WAIT_POLICY := passive
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help install run demo serve test check format bench docs clean

help:  ## 列出可用的命令
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 18

# The stamp is written last: an install that was interrupted starts again, a finished one is skipped.
$(READY): pyproject.toml requirements.lock scripts/install.sh
	@bash scripts/install.sh "$(PYTHON)" .venv
	@touch $@

install: $(READY)  ## 建立 .venv 并安装锁定版本的依赖

run: $(READY)  ## 装好程序，载入示例资料和法规库，起草示例答复
	@$(BIN)/dafu prepare
	@$(BIN)/dafu demo --out "$(OUT)"

serve: $(READY)  ## 打开工作平台（默认 http://127.0.0.1:8000）；工作区空着时先装入示例
	@$(BIN)/dafu serve --sample

test: $(READY)  ## 运行全部测试
	$(BIN)/python -m pytest

check: $(READY)  ## 代码检查：ruff、mypy strict、导入方向
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_layering.py tests/test_modules.py

format: $(READY)  ## 按统一格式整理代码
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(READY)  ## 由命令行帮助重新生成 docs/commands.md
	$(BIN)/python scripts/write_commands_page.py

bench: $(READY)  ## 测量速度，并与其他检索方案并排对比（BENCH=评测文件夹，见 docs/benchmarks.md）
	@$(BIN)/python -m bench.speed
	@$(BIN)/python -m bench.peers $(BENCH)

clean:  ## 删除 .venv、缓存和 out（不动 workspace）
	rm -rf .venv bench/.venv-peers .mypy_cache .pytest_cache .ruff_cache .hypothesis build dafu.egg-info "$(OUT)"
