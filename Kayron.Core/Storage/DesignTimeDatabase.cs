using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Kayron.Core.Storage;

/// <summary>For <c>dotnet ef migrations add</c>: the model alone, no file.</summary>
internal sealed class DesignTimeDatabase : IDesignTimeDbContextFactory<KayronDb>
{
    public KayronDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<KayronDb>().UseSqlite("Data Source=:memory:").Options);
}
