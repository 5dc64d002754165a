"""Development chains without Hardhat: compile, serve and keep EVM chains on loopback, one clock for all."""
